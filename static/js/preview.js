// The sentence of a term, shown beside a link to it: on hover and on keyboard focus; a touch just follows the link.
const BEFORE_FETCH = 150;
const GRACE = 300;

const known = new Map();

export function wirePreviews() {
  const box = document.createElement("div");
  box.className = "preview";
  box.id = "term-preview";
  box.hidden = true;
  box.setAttribute("role", "tooltip");
  document.body.append(box);

  let link = null;
  let opening = 0;
  let closing = 0;

  function close() {
    clearTimeout(opening);
    clearTimeout(closing);
    box.hidden = true;
    link?.removeAttribute("aria-describedby");
    link = null;
  }

  function open(target) {
    clearTimeout(closing);
    if (target === link) return;
    close();
    link = target;
    opening = setTimeout(async () => {
      const term = await summaryOf(target);
      if (target !== link || !term) return;
      const title = document.createElement("b");
      title.textContent = term.title;
      box.replaceChildren(title, term.summary);
      box.hidden = false;
      place(box, target);
      target.setAttribute("aria-describedby", box.id);
    }, BEFORE_FETCH);
  }

  const leave = () => {
    clearTimeout(closing);
    closing = setTimeout(close, GRACE);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const target = event.target.closest?.("a.term");
    if (target) open(target);
    else if (box.contains(event.target)) clearTimeout(closing);
    else if (link) leave();
  });
  document.addEventListener("focusin", (event) => {
    const target = event.target.closest?.("a.term");
    if (target?.matches(":focus-visible")) open(target);
    else if (link) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && link) close();
  });
}

async function summaryOf(link) {
  const address = new URL(link.href);
  const source = `${address.pathname}.json`;
  if (!known.has(source)) {
    try {
      const answer = await fetch(source);
      if (!answer.ok) return null;
      known.set(source, await answer.json());
    } catch {
      return null;
    }
  }
  return known.get(source);
}

function place(box, link) {
  // class names instead of style attributes would need numbers; the CSSOM is open to scripts under the site's policy
  const [first] = link.getClientRects();
  const { width, height } = box.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const left = Math.max(16, Math.min(first.left, room - width - 16));
  const below = first.bottom + 8;
  const fits = below + height < innerHeight || first.top < height + 8;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(fits ? below : first.top - height - 8) + scrollY}px`;
}
