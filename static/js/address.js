// The address of the page as the state of its card: short, in the order of the parameters, without what is usual.
import { usualOf } from "./controls.js";

const SAME_TURN = 1000;

// `state` comes from the server, so order and writing are canonical
export function shortQuery(form, state) {
  const pairs = [...new URLSearchParams(state)].filter(([name, value]) => value !== usualOf(form, name));
  return pairs.map(([name, value]) => `${name}=${encode(value)}`).join("&");
}

// as the server quotes: everything but letters, digits, _.-~ and the comma
function encode(text) {
  return encodeURIComponent(text)
    .replaceAll("%2C", ",")
    .replace(/[!*'()]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function withQuery(page, query) {
  return query ? `${page}?${query}` : page;
}

// One turn of a control makes one entry in the history: while it lasts the address is replaced, at its end the address
// from before is put back and the new one added, so that Back undoes the whole turn.
export class History {
  #settled = location.href;
  #time = -SAME_TURN;
  #field = null;

  follow(address) {
    this.#write("replaceState", address);
  }

  settle(address, field) {
    const target = new URL(address, location.href).href;
    if (target === this.#settled) return;
    const same = field !== null && field === this.#field && performance.now() - this.#time < SAME_TURN;
    if (same) this.#write("replaceState", target);
    else {
      this.#write("replaceState", this.#settled);
      this.#write("pushState", target);
    }
    this.#settled = target;
    this.#field = field;
    this.#time = performance.now();
  }

  wentBack() {
    this.#settled = location.href;
    this.#field = null;
  }

  #write(how, address) {
    try {
      history[how](null, "", address);
    } catch {
      // some browsers refuse many changes in a short time; the next one will do
    }
  }
}
