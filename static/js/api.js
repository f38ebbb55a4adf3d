// The API's documentation, made by Swagger UI from the OpenAPI document of this site.

const place = document.getElementById("swagger-ui");

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
