// Taking a run along: the link to the clipboard, the figure as PNG, commands with the address of this very site.

export function nameOrigin(root) {
  for (const code of root.querySelectorAll("[data-snippet]")) {
    code.textContent = code.textContent.replaceAll(code.dataset.snippet, location.origin);
  }
}

export async function copyLink(link, address) {
  await navigator.clipboard.writeText(address);
  const before = link.textContent;
  link.textContent = "Copied";
  setTimeout(() => (link.textContent = before), 1500);
}

// the file, not the figure on the page: it carries its own colors and paper
export async function savePng(card, name) {
  const source = await (await fetch(card.querySelector('[data-file="SVG"]').href)).text();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const sharpness = 2;
  canvas.width = image.naturalWidth * sharpness;
  canvas.height = image.naturalHeight * sharpness;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.png`;
  link.click();
  URL.revokeObjectURL(link.href);
}
