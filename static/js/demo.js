// A card that answers while it is turned. It asks the server for the panel and swaps its parts in; the controls are
// never swapped, so focus and a slider being dragged survive.
import { History, shortQuery, withQuery } from "./address.js";
import { fieldOf, setState, showNumber, showProblems, showSlider, stateOf, titleOf, usualState } from "./controls.js";
import { wirePlayer } from "./player.js";
import { copyLink, nameOrigin, savePng } from "./take.js";

const BETWEEN_REQUESTS = 50;
const UNTIL_DIMMED = 200;
const UNTIL_SPOKEN = 500;

export function wireDemo(card) {
  const live = new Live(card);
  for (const player of card.querySelectorAll("[data-player]")) wirePlayer(player, live);
}

class Live {
  #card;
  #form;
  #offline;
  #request = null;
  #lastSent = -BETWEEN_REQUESTS;
  #timer = 0;
  #dimming = 0;
  #speaking = 0;
  #turned = null;
  #ending = false;
  #waiters = [];
  #history = null;

  constructor(card) {
    this.#card = card;
    this.#form = card.querySelector("form");
    this.#offline = card.querySelector("[data-offline]");
    // a browser may bring back what was typed before a reload; the figure is what the address says
    setState(this.#form, new URLSearchParams(card.dataset.state));
    if (!("stays" in card.dataset)) {
      this.#history = new History();
      addEventListener("popstate", () => this.#goBack());
    }
    this.#form.addEventListener("input", (event) => this.#turn(event.target));
    this.#form.addEventListener("change", (event) => this.#end(event.target.name || event.target.id));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
      this.#end(null);
    });
    card.addEventListener("click", (event) => this.#click(event));
  }

  // resolves when nothing is under way
  settled() {
    return this.#request || this.#timer ? new Promise((done) => this.#waiters.push(done)) : Promise.resolve();
  }

  #turn(control) {
    const field = control.closest(".range");
    if (field && control.type === "range") showSlider(field);
    else if (field) showNumber(field);
    this.#turned = control.name || control.id;
    this.#ask();
  }

  #end(name) {
    this.#turned = name;
    this.#ending = true;
    if (!this.#request && !this.#timer) this.#writeAddress();
  }

  #click(event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target.closest("a, button");
    if (!target) return;
    if (target.closest("[data-offline]")) this.#send();
    else if ("png" in target.dataset) savePng(this.#card, target.dataset.png);
    else if ("copy" in target.dataset && navigator.clipboard) {
      event.preventDefault();
      copyLink(target, this.#history ? location.href : target.href);
    } else if ("state" in target.dataset || "reset" in target.dataset) {
      event.preventDefault();
      const state = "state" in target.dataset ? new URLSearchParams(target.dataset.state) : usualState(this.#form);
      setState(this.#form, state);
      this.#ask();
      this.#end(null);
    }
  }

  #goBack() {
    const state = usualState(this.#form);
    for (const [name, value] of new URLSearchParams(location.search)) if (state.has(name)) state.set(name, value);
    this.#history.wentBack();
    // while an answer is under way, what is shown is about to change: ask again in any case
    if (!this.#request && !this.#timer && state.toString() === this.#card.dataset.state) return;
    setState(this.#form, state);
    this.#ending = false;
    this.#send();
  }

  // the first change is sent at once, later ones at intervals, the last one always
  #ask() {
    if (this.#timer) return;
    const wait = this.#lastSent + BETWEEN_REQUESTS - performance.now();
    if (wait <= 0) this.#send();
    else this.#timer = setTimeout(() => this.#send(), wait);
  }

  async #send() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#lastSent = performance.now();
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    clearTimeout(this.#dimming);
    this.#dimming = setTimeout(() => this.#card.classList.add("waiting"), UNTIL_DIMMED);
    let answer = null;
    let text = "";
    try {
      answer = await fetch(`${this.#card.dataset.live}?${stateOf(this.#form)}`, { signal: request.signal });
      text = await answer.text();
    } catch {
      answer = null;
    }
    // a later request has taken over
    if (request !== this.#request) return;
    this.#request = null;
    clearTimeout(this.#dimming);
    this.#card.classList.remove("waiting");
    if (answer?.ok) this.#show(text);
    else if (answer?.status === 422) this.#refuse(JSON.parse(text).errors);
    else this.#sayOffline(answer);
    if (!this.#timer) this.#waiters.splice(0).forEach((done) => done());
  }

  #show(text) {
    const panel = new DOMParser().parseFromString(text, "text/html").querySelector("[data-panel]");
    const focused = document.activeElement?.closest("[data-keep]")?.dataset.keep;
    for (const part of panel.querySelectorAll("[data-part]")) {
      const old = this.#card.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!old) continue;
      keepOpen(old, part);
      old.replaceWith(part);
    }
    if (focused && !this.#form.contains(document.activeElement)) {
      this.#card.querySelector(`[data-keep="${CSS.escape(focused)}"] summary`)?.focus();
    }
    this.#card.dataset.state = panel.dataset.state;
    this.#offline.hidden = true;
    this.#form.querySelector(".problems")?.remove();
    showProblems(this.#form, []);
    for (const preset of this.#form.querySelectorAll(".presets a")) {
      if (preset.dataset.state === panel.dataset.state) preset.setAttribute("aria-current", "true");
      else preset.removeAttribute("aria-current");
    }
    nameOrigin(this.#card);
    this.#writeAddress();
    this.#speak(this.#card.querySelector('[data-part="sentence"]').textContent);
  }

  #refuse(problems) {
    this.#ending = false;
    this.#offline.hidden = true;
    showProblems(this.#form, problems);
    this.#speak(problems.map((problem) => problem.message).join(" "));
  }

  #sayOffline(answer) {
    const wanted = stateOf(this.#form);
    const shown = [...new URLSearchParams(this.#card.dataset.state)]
      .filter(([name, value]) => fieldOf(this.#form, name) && wanted.get(name) !== value)
      .map(([name, value]) => `${titleOf(this.#form, name)} ${value}`);
    const why = answer ? `The server answered with an error (${answer.status}).` : "The server is out of reach.";
    const what = shown.length ? ` The figure still shows ${shown.join(", ")}.` : " The figure shows the last answer.";
    this.#offline.querySelector("span").textContent = why + what;
    this.#offline.hidden = false;
    this.#speak(why + what);
  }

  #writeAddress() {
    const query = shortQuery(this.#form, this.#card.dataset.state);
    const link = this.#card.querySelector(".title a");
    if (link) link.href = withQuery(this.#card.dataset.page, query);
    if (!this.#history) return;
    const address = withQuery(location.pathname, query);
    // a refused or unanswered value is not what the figure shows, so the address waits with it
    if (this.#ending) this.#history.settle(address, this.#turned);
    else this.#history.follow(address);
    this.#ending = false;
  }

  #speak(sentence) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      this.#form.querySelector("[data-spoken]").textContent = sentence;
    }, UNTIL_SPOKEN);
  }
}

function keepOpen(old, fresh) {
  const marked = (root) => [...(root.matches("[data-keep]") ? [root] : []), ...root.querySelectorAll("[data-keep]")];
  const open = new Set(marked(old).filter((one) => one.open).map((one) => one.dataset.keep));
  for (const one of marked(fresh)) one.open = open.has(one.dataset.keep);
}
