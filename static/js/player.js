// Start, back, play, step, end for a parameter that is time. Never starts by itself, stops at the end.
const BEAT = 150;

export function wirePlayer(player, live) {
  const field = player.closest("[data-field]");
  const slider = field.querySelector('input[type="range"]');
  const play = player.querySelector('[data-action="play"]');
  let playing = false;

  function move(action) {
    if (action === "start") slider.value = slider.min;
    else if (action === "end") slider.value = slider.max;
    else if (action === "back") slider.stepDown();
    else slider.stepUp();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function stop() {
    playing = false;
    play.setAttribute("aria-pressed", "false");
    play.setAttribute("aria-label", "Play");
    slider.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function run() {
    playing = true;
    play.setAttribute("aria-pressed", "true");
    play.setAttribute("aria-label", "Pause");
    if (slider.value === slider.max) move("start");
    while (playing && slider.value !== slider.max) {
      await Promise.all([live.settled(), new Promise((done) => setTimeout(done, BEAT))]);
      if (playing) move("step");
    }
    if (playing) stop();
  }

  player.addEventListener("click", (event) => {
    const action = event.target.closest("[data-action]")?.dataset.action;
    if (!action) return;
    if (action === "play") {
      if (playing) stop();
      else run();
      return;
    }
    playing = false;
    move(action);
    stop();
  });
}
