// A pupil's own facts: how long an answer took goes along with it. Nothing of it is shown, and it all works without.

const form = document.querySelector("form[data-timed]");
if (form) {
  const seen = performance.now();
  const millis = form.querySelector("input[name=millis]");
  form.addEventListener("submit", (event) => {
    const text = form.querySelector("input[name=text]");
    if (text && text.value.trim() === "") { event.preventDefault(); text.focus(); return; }
    millis.value = String(Math.round(performance.now() - seen));
  });
  form.querySelector("input[name=text]")?.focus();
}
