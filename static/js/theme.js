// Runs before the first paint: says that scripts run, and sets the colors that the reader chose, so that nothing flashes.
(() => {
  const page = document.documentElement;
  page.classList.add("js");
  try {
    const choice = localStorage.getItem("theme");
    if (choice === "light" || choice === "dark") page.dataset.theme = choice;
  } catch {
    // storage may be closed to us; the system's colors stay
  }
})();
