// The projector and the teacher's desk: one key goes on, one back, one blanks the screen; + and - count hands,
// the figures say what the class expects of the next answer of a sequence.

import "/assets/app.js";

const press = (id) => {
  const button = document.getElementById(id);
  if (button && !button.disabled) button.click();
};

const keys = {
  ArrowRight: "next", PageDown: "next", " ": "next", Enter: "next",
  ArrowLeft: "back", PageUp: "back", Backspace: "back",
  b: "blank", B: "blank", ".": "blank",
};

let counted = "1";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select")) return;
  if ((event.key === " " || event.key === "Enter") && event.target.matches("button, a, summary")) return;
  if (event.key === "f") { document.documentElement.requestFullscreen?.(); return; }
  if (/^[1-9]$/.test(event.key) && document.getElementById(`expect-${event.key}`)) { press(`expect-${event.key}`); return; }
  if (event.key === "1" || event.key === "2" || event.key === "3") { counted = event.key; return; }
  if (event.key === "+" || event.key === "=") { press(`more-${counted}`); event.preventDefault(); return; }
  if (event.key === "-" || event.key === "_") { press(`fewer-${counted}`); event.preventDefault(); return; }
  const id = keys[event.key];
  if (!id) return;
  event.preventDefault();
  press(id);
});
