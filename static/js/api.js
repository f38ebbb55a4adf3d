// The API's documentation, made by Swagger UI from the OpenAPI document of this site.

import { nameOrigin } from "./take.js";

const page = document.documentElement;
const place = document.getElementById("swagger-ui");
const system = matchMedia("(prefers-color-scheme: dark)");

// Swagger UI has dark colors of its own, under a class on the page
function followColors() {
  page.classList.toggle("dark-mode", page.dataset.theme ? page.dataset.theme === "dark" : system.matches);
}

nameOrigin(document);
followColors();
system.addEventListener("change", followColors);
new MutationObserver(followColors).observe(page, { attributeFilter: ["data-theme"] });

globalThis.SwaggerUIBundle({
  domNode: place,
  url: new URL(place.dataset.document, location.href).href,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  validatorUrl: null,
  presets: [globalThis.SwaggerUIBundle.presets.apis],
});
