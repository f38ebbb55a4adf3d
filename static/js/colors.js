// The button that goes through the colors: as the system has them, light, dark.
import { recall, remember } from "./memory.js";

const NEXT = { system: "light", light: "dark", dark: "system" };
const SAID = { system: "as the system has them", light: "light", dark: "dark" };

export function wireColors(button) {
  const show = (choice) => {
    button.dataset.choice = choice;
    button.setAttribute("aria-label", `Colors: ${SAID[choice]}`);
    if (choice === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  };
  const kept = recall("theme");
  show(kept in NEXT ? kept : "system");
  button.addEventListener("click", () => {
    const choice = NEXT[button.dataset.choice];
    remember("theme", choice === "system" ? null : choice);
    show(choice);
  });
}
