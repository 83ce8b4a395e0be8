// The drawing tool: takes a picture away as PNG or by the clipboard. What a browser cannot do is not offered.

import "/assets/app.js";

const WIDTH = 1600;
const SVG = "image/svg+xml";

async function png(from) {
  const reply = await fetch(from);
  if (!reply.ok) throw new Error("not drawn");
  // The policy of these pages lets pictures come as data, and from nowhere else.
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await reply.text())}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = Math.round((WIDTH * image.naturalHeight) / image.naturalWidth);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((done) => canvas.toBlob(done, "image/png"));
}

function say(words) {
  const place = document.getElementById("taken");
  if (place) place.textContent = words;
}

async function save(button) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await png(button.dataset.png));
  link.download = button.dataset.name;
  link.click();
  URL.revokeObjectURL(link.href);
  say("The picture is in your downloads.");
}

async function copyPicture(button) {
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png(button.dataset.copyPicture) })]);
  say("Copied. Paste it into your slide.");
}

async function copySvg(button) {
  const svg = fetch(button.dataset.copySvg).then(async (reply) => {
    if (!reply.ok) throw new Error("not drawn");
    return new Blob([await reply.text()], { type: SVG });
  });
  await navigator.clipboard.write([new ClipboardItem({ [SVG]: svg })]);
  say("Copied as SVG. Paste it where SVG can be pasted.");
}

async function copyWords(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copyText).textContent);
  say("The words are copied.");
}

// Browsers give the clipboard only to pages over HTTPS or on this machine.
function offer() {
  for (const button of document.querySelectorAll("[data-png]")) button.hidden = false;
  const canCopy = window.isSecureContext && navigator.clipboard;
  if (!canCopy) return;
  for (const button of document.querySelectorAll("[data-copy-text]")) button.hidden = false;
  if (window.ClipboardItem) for (const button of document.querySelectorAll("[data-copy-picture]")) button.hidden = false;
  if (window.ClipboardItem?.supports?.(SVG)) for (const button of document.querySelectorAll("[data-copy-svg]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  const take = button?.dataset.png ? save : button?.dataset.copyPicture ? copyPicture : button?.dataset.copySvg ? copySvg : button?.dataset.copyText ? copyWords : null;
  if (!take) return;
  try {
    await take(button);
  } catch {
    say("This browser would not do that. Download SVG works everywhere.");
  }
});

document.addEventListener("refreshed", offer);
offer();
