// Links to copy or to hand out, written with the address of this server before them.

for (const link of document.querySelectorAll("[data-whole]")) {
  if (link.href) link.textContent = link.href;
  else link.value = location.origin + link.value;
  document.getElementById(link.dataset.whole)?.remove();
}
