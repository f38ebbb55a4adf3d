// The search box as a combobox with a list (ARIA 1.2); without this file it is a plain form.
import { recall } from "./memory.js";

export function wireSearch(form) {
  const input = form.querySelector("input");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "site-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggested terms");
  form.append(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
    ["aria-autocomplete", "list"],
  ]) {
    input.setAttribute(name, value);
  }

  let asked = null;
  let active = -1;

  const options = () => [...list.querySelectorAll('[role="option"]')];

  function close() {
    asked?.abort();
    list.hidden = true;
    activate(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function activate(place) {
    active = place;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
    const option = options()[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(suggestions) {
    // an answer that comes after an arrow key must not take the choice away
    const chosen = options()[active]?.dataset.href;
    list.replaceChildren(...suggestions.map(optionFor));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    activate(options().findIndex((option) => option.dataset.href === chosen));
  }

  async function ask() {
    asked?.abort();
    const q = input.value.trim();
    if (!q) return close();
    const request = (asked = new AbortController());
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q })}`, { signal: request.signal });
      if (!answer.ok || request.signal.aborted) return;
      const { suggestions } = await answer.json();
      if (!request.signal.aborted) show(suggestions);
    } catch {
      // aborted or out of reach: the form still works
    }
  }

  input.addEventListener("input", ask);
  input.addEventListener("focus", () => input.value.trim() && ask());
  input.addEventListener("blur", () => close());
  list.addEventListener("pointerdown", (event) => {
    // keeps the focus, and with it the list, until the click has arrived
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) location.assign(option.dataset.href);
  });
  input.addEventListener("keydown", (event) => {
    const shown = list.hidden ? [] : options();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      const places = shown.length + 1;
      const step = event.key === "ArrowDown" ? 1 : places - 1;
      activate(((active + 1 + step) % places) - 1);
    } else if (event.key === "Enter" && shown[active]) {
      event.preventDefault();
      location.assign(shown[active].dataset.href);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) input.value = "";
      close();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || recall("shortcut") === "off") return;
    if (event.target.closest("input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

function optionFor(suggestion, index) {
  const option = document.createElement("li");
  option.id = `site-suggestion-${index}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.href = suggestion.url;
  option.append(suggestion.title);
  if (suggestion.matched && suggestion.matched.toLowerCase() !== suggestion.title.toLowerCase()) {
    const other = document.createElement("span");
    other.textContent = suggestion.matched;
    option.append(other);
  }
  return option;
}
