// A page that says why something was refused leads back to the form, which the browser kept as it was filled in.

for (const button of document.querySelectorAll("[data-back]")) {
  button.hidden = history.length < 2;
  button.addEventListener("click", () => history.back());
}
