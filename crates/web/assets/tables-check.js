// A practice tables check: one question at a time, its time and pause as the page says, then everything sent at once.

const sitting = document.getElementById("sitting");
const posed = JSON.parse(document.getElementById("posed")?.textContent ?? "[]");
const begin = document.getElementById("begin");
const sheet = document.getElementById("sheet");

const seconds = Number(sitting?.dataset.seconds);
const pause = Number(sitting?.dataset.pause);
const hasClock = sitting?.dataset.time !== "none";
const waitsForNext = sitting?.dataset.time === "next";
const answers = [];

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

const ask = (question, number) => new Promise((done) => {
  sitting.innerHTML = "";
  const bar = document.createElement("div");
  bar.className = "sitting-bar";
  bar.append(document.createElement("i"));
  bar.hidden = !hasClock;
  const text = document.createElement("p");
  text.className = "fact-asked";
  text.innerHTML = question.html;
  const form = document.createElement("form");
  form.className = "answer-line";
  form.autocomplete = "off";
  form.innerHTML = `<label class="unseen" for="sitting-answer">Your answer to ${question.text}</label>`
    + '<input id="sitting-answer" type="text" inputmode="numeric" maxlength="4"><button class="act">Enter</button>';
  const count = document.createElement("p");
  count.className = "small soft";
  count.textContent = `${number} of ${posed.length}`;
  sitting.append(bar, text, form, count);
  const field = form.querySelector("input");
  field.focus();
  const from = performance.now();
  let tick;
  const end = () => {
    cancelAnimationFrame(tick);
    done({ text: field.value.trim(), millis: Math.round(performance.now() - from) });
  };
  const run = () => {
    const left = 1 - (performance.now() - from) / (seconds * 1000);
    if (left <= 0) { end(); return; }
    bar.firstChild.style.width = `${left * 100}%`;
    tick = requestAnimationFrame(run);
  };
  if (hasClock) tick = requestAnimationFrame(run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim() !== "" || !hasClock) end();
  });
});

const rest = (isLast) => new Promise((done) => {
  sitting.innerHTML = "<p class='fact-asked' aria-hidden='true'>·</p>";
  if (isLast) { done(); return; }
  if (!waitsForNext && hasClock) { wait(pause * 1000).then(done); return; }
  const next = document.createElement("button");
  next.className = "act huge";
  next.type = "button";
  next.textContent = "Next";
  next.addEventListener("click", () => done());
  sitting.append(next);
  next.focus();
});

if (begin) {
  begin.hidden = false;
  begin.addEventListener("click", async () => {
    sheet.remove();
    for (const [index, question] of posed.entries()) {
      answers.push(await ask(question, index + 1));
      await rest(index + 1 === posed.length);
    }
    sheet.querySelector("input[name=answers]").value = JSON.stringify(answers);
    sheet.hidden = true;
    document.body.append(sheet);
    sheet.submit();
  });
}
