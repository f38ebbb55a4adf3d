// The controls of a card as one state: read it, set it, keep slider and number together. Values are texts throughout.

export function stateOf(form) {
  return new URLSearchParams(new FormData(form));
}

export function setState(form, state) {
  for (const [name, value] of state) {
    const control = form.elements.namedItem(name);
    if (control) control.value = value;
    const field = fieldOf(form, name);
    if (field) showNumber(field);
  }
}

// the state before a reader turned anything: an entry's parameters, or the demo's defaults
export function usualState(form) {
  return new URLSearchParams([...stateOf(form).keys()].map((name) => [name, usualOf(form, name)]));
}

export function usualOf(form, name) {
  const control = form.elements.namedItem(name);
  return (control instanceof RadioNodeList ? control[0] : control)?.dataset.usual;
}

export function fieldOf(form, name) {
  return form.querySelector(`[data-field="${CSS.escape(name)}"]`);
}

export function titleOf(form, name) {
  return (fieldOf(form, name)?.querySelector("label, legend")?.textContent ?? name).trim();
}

// a slider moved: the number follows
export function showSlider(field) {
  const slider = field.querySelector('input[type="range"]');
  const places = slider.dataset.values?.split(",");
  field.querySelector('input[type="number"]').value = places ? places[slider.value] : slider.value;
  sayValue(field);
}

// a number was written: the slider follows
export function showNumber(field) {
  const slider = field.querySelector('input[type="range"]');
  if (!slider) return;
  const written = field.querySelector('input[type="number"]').value;
  const places = slider.dataset.values?.split(",");
  if (!places) slider.value = written;
  else {
    const place = places.findIndex((value) => Number(value) >= Number(written));
    slider.value = place < 0 ? slider.max : place;
  }
  sayValue(field);
}

function sayValue(field) {
  const output = field.querySelector("output");
  const written = field.querySelector('input[type="number"]').value;
  output.querySelector("[data-value]").textContent = `${written.replace("-", "−")} `;
  field.querySelector('input[type="range"]').setAttribute("aria-valuetext", output.textContent.trim());
}

export function showProblems(form, problems) {
  for (const field of form.querySelectorAll("[data-field]")) {
    const problem = problems.find((one) => one.field === field.dataset.field);
    const line = field.querySelector(".problem");
    line.textContent = problem?.message ?? "";
    line.hidden = !problem;
    for (const control of field.matches("fieldset") ? [field] : field.querySelectorAll("[name]")) {
      if (problem) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}
