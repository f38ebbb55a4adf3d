// Starts what a page has: search, colors, previews, demos. Each works, or is simply absent, on its own.
import { wireColors } from "./colors.js";
import { wireDemo } from "./demo.js";
import { recall, remember } from "./memory.js";
import { wirePreviews } from "./preview.js";
import { wireSearch } from "./search.js";
import { nameOrigin } from "./take.js";

for (const form of document.querySelectorAll("[data-suggest]")) wireSearch(form);
for (const button of document.querySelectorAll(".theme")) wireColors(button);
if (document.querySelector("a.term")) wirePreviews();

for (const form of document.querySelectorAll("[data-submits]")) {
  form.addEventListener("submit", () => {
    // an address without the filters that are not set
    for (const field of form.elements) if (field.value === "") field.disabled = true;
  });
}

for (const box of document.querySelectorAll("[data-shortcut]")) {
  box.checked = recall("shortcut") !== "off";
  box.addEventListener("change", () => remember("shortcut", box.checked ? null : "off"));
}

// what scrolls sideways must be reachable by keyboard
const scrollers = document.querySelectorAll('.prose pre, .prose table, .prose math[display="block"]');
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const scroller of scrollers) watch.observe(scroller);

nameOrigin(document);

for (const card of document.querySelectorAll("[data-demo]")) wireDemo(card);
