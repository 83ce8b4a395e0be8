// A pupil's page: the question in front of the class, an outbox that keeps every answer until it is saved,
// and a line that always says which. Each answer carries its own delivery token, so it arrives
// even after the device has been handed to somebody else.

import { follow } from "/assets/follow.js";

const main = document.getElementById("main");
const place = { question: document.getElementById("question"), saved: document.getElementById("saved"), more: document.getElementById("more") };
let now = JSON.parse(document.getElementById("now").textContent);
let index = 0;
let online = true;
let draft = {};
const expected = {};

// ---- this device ----
function words(count) { const bytes = new Uint8Array(count); crypto.getRandomValues(bytes); return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join(""); }
function remembered(key, make) { try { const kept = localStorage.getItem(key); if (kept) return kept; const made = make(); localStorage.setItem(key, made); return made; } catch { return make(); } }
const device = remembered("tenframe-device", () => words(12));

// ---- the outbox ----
const box = new Promise((resolve, reject) => {
  const asked = indexedDB.open("tenframe", 1);
  asked.onupgradeneeded = () => { asked.result.createObjectStore("outbox", { keyPath: "counter" }); asked.result.createObjectStore("counter"); };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

function done(transaction) { return new Promise((resolve, reject) => { transaction.oncomplete = () => resolve(); transaction.onerror = () => reject(transaction.error); }); }
function result(request) { return new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); }); }

async function keep(item) {
  const base = await box;
  const transaction = base.transaction(["outbox", "counter"], "readwrite");
  const last = (await result(transaction.objectStore("counter").get("last"))) || 0;
  item.counter = Math.max(last + 1, Date.now());
  transaction.objectStore("counter").put(item.counter, "last");
  transaction.objectStore("outbox").put(item);
  await done(transaction);
  return item;
}

async function waiting() { const base = await box; return result(base.transaction("outbox").objectStore("outbox").getAll()); }

async function drop(counters) {
  const base = await box;
  const transaction = base.transaction("outbox", "readwrite");
  for (const counter of counters) transaction.objectStore("outbox").delete(counter);
  await done(transaction);
}

let flushing = false;
async function flush() {
  if (flushing) return;
  flushing = true;
  try {
    let items = await waiting();
    while (items.length) {
      const reply = await fetch("/answers", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(items.slice(0, 50)) });
      if (!reply.ok) throw new Error(String(reply.status));
      const results = await reply.json();
      online = true;
      await drop(results.map((one) => one.counter));
      for (const one of results) told(one, items.find((item) => item.counter === one.counter));
      items = await waiting();
    }
  } catch { online = false; }
  flushing = false;
  await showSaved();
}

async function showSaved() {
  const items = await waiting();
  const count = items.length;
  const answers = items.filter((item) => !item.expect).length;
  const what = answers ? `${answers} ${answers === 1 ? "answer" : "answers"}` : "What you expect is";
  const offline = !online || !navigator.onLine;
  place.saved.className = count || offline ? "saved waiting" : "saved";
  place.saved.textContent = count
    ? `${what} waiting to be sent. Keep this page open.`
    : offline ? "No connection. You can go on; your answers will be kept here." : "Everything is saved.";
}

// ---- what the class is doing ----
async function look() {
  try {
    const reply = await fetch("/pupil/now", { headers: { accept: "application/json" } });
    if (reply.status === 401 || reply.redirected) { location.href = "/join"; return; }
    if (!reply.ok) throw new Error(String(reply.status));
    const next = await reply.json();
    online = true;
    const moved = JSON.stringify(next.questions.map((q) => q.id)) !== JSON.stringify(now.questions.map((q) => q.id)) || next.phase !== now.phase;
    const here = now.questions[index]?.id;
    keepAnswered(next);
    now = next;
    if (moved) { const same = now.questions.findIndex((q) => q.id === here); index = same >= 0 ? same : firstOpen(); show(); }
  } catch { online = false; }
  showSaved();
}

// What was asked before an answer arrived is heard after it: what this device knows to be answered stays so.
function keepAnswered(next) {
  for (const question of next.questions) {
    const mine = now.questions.find((one) => one.id === question.id);
    if (mine?.answered && !question.answered && !question.say) Object.assign(question, { answered: mine.answered, say: mine.say, again: mine.again });
  }
}

function firstOpen() { const at = now.questions.findIndex((q) => !q.answered); return at < 0 ? now.questions.length : at; }

// The receipt quotes the beginning of an answer; the answer itself is the one this device sent.
function told(one, sent) {
  const question = now.questions.find((q) => q.id === one.question);
  if (!question || sent?.expect) return;
  question.answered = one.unreadable ? null : sent?.text ?? one.text;
  question.say = one.say;
  question.unreadable = one.unreadable;
  question.again = one.again;
  if (question !== now.questions[index]) return;
  const input = document.getElementById("answer");
  if (!input) { show(); return; }
  // The line stays as it is: somebody may be typing in it, or pressing Send this very moment.
  showSaid(question);
  const row = place.question.querySelector(".onward");
  if (row) row.outerHTML = onward(question, now.questions.length);
  preview(question, input.value);
  input.focus({ preventScroll: true });
}

// ---- the page ----
function show() {
  const question = now.questions[index];
  place.more.innerHTML = question ? "" : now.more || "";
  if (!question) { place.question.innerHTML = now.wait + (now.questions.length ? '<p><button type="button" class="act quiet" data-go="-1">Back to the last question</button></p>' : ""); return; }
  const total = now.questions.length;
  const steps = total > 1 ? `<p class="soft small">Question ${index + 1} of ${total}</p>` : "";
  place.question.innerHTML = `${steps}<div class="task">${question.html}</div>${question.expect}<div id="say" role="status" aria-live="polite" class="told"></div>${question.choices ? options(question) : question.fields ? fields(question) : line(question)}${onward(question, total)}`;
  showExpected();
  showSaid(question);
  if (question.fields) fill(document.getElementById("fields"), draft[question.id] ?? question.answered ?? "");
  const input = document.getElementById("answer");
  if (input) {
    input.value = draft[question.id] ?? question.answered ?? "";
    input.addEventListener("input", () => { draft[question.id] = input.value; preview(question, input.value); });
    if (input.value) preview(question, input.value);
    input.focus({ preventScroll: true });
  }
}

function showSaid(question) {
  const sent = question.answered && !question.unreadable && now.questions.length === 1;
  const say = document.getElementById("say");
  say.textContent = question.say || (sent ? "Your answer is sent. You can still change it." : "");
  say.hidden = !say.textContent;
}

// What this device said it expects stays pressed, also while it waits to be sent.
function showExpected() {
  const what = expected[now.questions[index]?.id];
  if (what) for (const button of document.querySelectorAll("form.expects button")) button.setAttribute("aria-pressed", String(button.value === what));
}

function line(question) {
  return `<form id="line" class="stack" autocomplete="off"><label for="answer">Your answer</label><div class="answer-line"><input id="answer" type="text" inputmode="text" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="200"><button class="act">Send</button></div><div class="preview" id="preview" aria-live="polite"></div>${pad(question)}</form>`;
}

function pad(question) {
  const keys = question.keys.map((key) => `<button type="button" data-key="${key}">${key === "←" ? '<span aria-label="delete the last">←</span>' : key}</button>`).join("");
  return keys ? `<div class="pad" role="group" aria-label="Keys">${keys}</div>` : "";
}

// Boxes, cards, several lines or a drawing to set: the server draws the fields, `compose` writes the one line they come to.
function fields(question) {
  return `<form id="fields" class="stack" autocomplete="off">${question.fields}<p id="more-to-do" class="soft" role="status" hidden></p><div><button class="act">Send</button></div>${pad(question)}</form>`;
}

const kindOf = (form) => form.querySelector("[data-form]").dataset.form;
const cardsOf = (form) => [...form.querySelectorAll("[data-card]")];
const partsOf = (form) => [...form.querySelectorAll("[data-part]")];
const statesOf = (form) => [...form.querySelectorAll("[data-response]")];
const valueOf = (part) => (part.querySelector("input:checked") ?? part.querySelector("select, input[type=text]"))?.value.trim() ?? "";

// What stands in the fields, in one line; `missing` says how many are still empty.
function compose(form) {
  const kind = kindOf(form);
  if (kind === "select") { const taken = [...form.querySelectorAll("input:checked")].map((one) => one.value); return { text: taken.join(", "), missing: taken.length ? 0 : 1 }; }
  if (kind === "order") return { text: cardsOf(form).map((card) => card.dataset.card).join(", "), missing: 0 };
  if (kind === "build") return { text: statesOf(form)[Number(form.elements.set.value)]?.dataset.response ?? "", missing: 0 };
  if (kind === "plot") { const [across, up] = [form.elements.across.value, form.elements.up.value]; return { text: across && up ? `(${across}, ${up})` : "", missing: Number(!across) + Number(!up) }; }
  const parts = partsOf(form);
  return { text: parts.map((part) => `${part.dataset.part}: ${valueOf(part)}`).join("; "), missing: parts.filter((part) => !valueOf(part)).length };
}

// Puts an earlier answer back into the fields.
function fill(form, text) {
  const kind = kindOf(form);
  if (kind === "order") orderByButtons(form);
  const said = text.split(kind === "select" || kind === "order" ? "," : ";").map((one) => one.trim()).filter(Boolean);
  if (kind === "select") for (const box of form.querySelectorAll("[name=take]")) box.checked = said.includes(box.value);
  else if (kind === "order") for (const one of said) { const card = cardsOf(form).find((card) => card.dataset.card === one); if (card) card.parentElement.append(card); }
  else if (kind === "build") { const at = statesOf(form).findIndex((state) => state.dataset.response === text); if (at >= 0) form.elements.set.value = at; showSet(form); }
  else if (kind === "plot") { const found = text.match(/^\((-?\d+), (-?\d+)\)$/); if (found) { form.elements.across.value = found[1]; form.elements.up.value = found[2]; } showPoint(form); }
  else partsOf(form).forEach((part, at) => {
    const value = (said[at] ?? "").slice((said[at] ?? "").startsWith(part.dataset.part) ? part.dataset.part.length + 1 : 0).trim();
    const radio = [...part.querySelectorAll("input[type=radio]")].find((one) => one.value === value);
    if (radio) radio.checked = true;
    const field = part.querySelector("select, input[type=text]");
    if (field) field.value = value;
  });
}

// With scripts cards are moved by buttons, one place at a time; without, each has the number of its place.
function orderByButtons(form) {
  for (const card of cardsOf(form)) {
    const what = card.dataset.card;
    card.querySelector(".order-place").outerHTML = `<span class="row"><button type="button" class="act quiet" data-move="-1"></button><button type="button" class="act quiet" data-move="1"></button></span>`;
    const [earlier, later] = card.querySelectorAll("button");
    earlier.textContent = "↑"; earlier.setAttribute("aria-label", `Move ${what} earlier`);
    later.textContent = "↓"; later.setAttribute("aria-label", `Move ${what} later`);
  }
  form.querySelector(".order-cards").previousElementSibling.textContent = "Move them until the first is at the top.";
}

function showSet(form) {
  const at = Number(form.elements.set.value);
  statesOf(form).forEach((state, place) => { state.hidden = place !== at; });
  form.elements.set.setAttribute("aria-valuetext", statesOf(form)[at]?.querySelector("desc")?.textContent ?? `${at + 1}`);
}

// The two corners of the grid, as numbers and as places on the drawing; a point lies between them in proportion.
function gridOf(form) {
  const board = form.querySelector(".plotting");
  if (!board) return null;
  const ends = (name) => { const all = [...form.elements[name].options].map((one) => one.value).filter(Boolean).map(Number); return [all[0], all[all.length - 1]]; };
  const [low, high] = [board.dataset.low, board.dataset.high].map((place) => place.split(" ").map(Number));
  return { board, svg: board.querySelector("svg"), across: ends("across"), up: ends("up"), low, high };
}

function showPoint(form) {
  const grid = gridOf(form);
  if (!grid) return;
  let mark = grid.svg.querySelector(".d-own-point");
  const [across, up] = [form.elements.across.value, form.elements.up.value];
  if (!across || !up) { mark?.remove(); return; }
  if (!mark) { mark = document.createElementNS("http://www.w3.org/2000/svg", "circle"); mark.setAttribute("class", "d-own-point t-a"); mark.setAttribute("r", "7"); grid.svg.append(mark); }
  const along = (value, [from, to], at) => grid.low[at] + ((Number(value) - from) / (to - from)) * (grid.high[at] - grid.low[at]);
  mark.setAttribute("cx", along(across, grid.across, 0));
  mark.setAttribute("cy", along(up, grid.up, 1));
}

// A tap on the grid takes the crossing nearest to it.
function tapped(event, form) {
  const grid = gridOf(form);
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(grid.svg.getScreenCTM().inverse());
  const nearest = (value, [from, to], at) => Math.min(to, Math.max(from, Math.round(from + ((value - grid.low[at]) / (grid.high[at] - grid.low[at])) * (to - from))));
  form.elements.across.value = nearest(place.x, grid.across, 0);
  form.elements.up.value = nearest(place.y, grid.up, 1);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function options(question) {
  return `<div class="stack-s" role="group" aria-label="Choose one">${question.choices.map((choice, at) => `<button type="button" class="option" data-choice="${at}" aria-pressed="${question.answered === choice.text}">${choice.html}</button>`).join("")}</div>`;
}

function onward(question, total) {
  if (total < 2) return "";
  const back = index > 0 ? '<button type="button" class="act quiet" data-go="-1">Back</button>' : "";
  const on = question.answered ? `<button type="button" class="act quiet" data-go="1">${index + 1 < total ? "Next question" : "I have finished"}</button>` : "";
  return `<div class="row between onward">${back || "<span></span>"}${on}</div>`;
}

let asking;
function preview(question, text) {
  clearTimeout(asking);
  const shown = document.getElementById("preview");
  if (!text.trim()) { shown.textContent = ""; return; }
  asking = setTimeout(async () => {
    try {
      const reply = await fetch("/pupil/preview", { method: "POST", headers: { "content-type": "application/json", "x-form-token": now.form_token }, body: JSON.stringify({ question: question.id, text }) });
      if (!reply.ok) return;
      const answer = await reply.json();
      shown.innerHTML = answer.mathml || "";
      if (answer.message) { shown.textContent = document.getElementById("say").hidden ? answer.message : ""; shown.className = "preview soft small"; } else shown.className = "preview";
    } catch { shown.textContent = ""; }
  }, 140);
}

// Puts what was said into the outbox; false, and told, where this device cannot keep anything.
async function kept(said) {
  try {
    await keep({ ...said, token: now.token, lesson: now.lesson, device, at: Date.now() * 1000 });
    return true;
  } catch {
    document.getElementById("say").hidden = false;
    document.getElementById("say").textContent = "This device cannot keep answers. Tell your teacher; your answer is still in the box.";
    return false;
  }
}

async function answer(text) {
  const question = now.questions[index];
  if (!question || !text.trim()) return;
  question.say = "";
  draft[question.id] = text; // before it is kept: what is typed meanwhile stays
  if (!await kept({ question: question.id, text })) return;
  question.answered = text;
  await showSaved();
  const before = index;
  await flush();
  if (!online) { if (now.questions.length > 1 && index === before) index = Math.min(firstOpen(), now.questions.length); show(); }
  else if (!question.unreadable && !question.again && (now.questions.length > 1 || now.phase === "check")) { index = firstOpen(); show(); }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("#fields");
  if (!form) return;
  const kind = kindOf(form);
  if (kind === "build") showSet(form);
  if (kind === "plot") showPoint(form);
  draft[now.questions[index].id] = compose(form).text;
});
// What is expected is said with one tap, and waits in the outbox as answers do.
document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form.expects")) return;
  event.preventDefault();
  const { turn, task } = event.target.elements;
  const question = now.questions[index].id;
  const what = event.submitter.value;
  if (!await kept({ question, text: "", expect: { turn: Number(turn.value), task: Number(task.value), what } })) return;
  expected[question] = what;
  showExpected();
  await showSaved();
  await flush();
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "fields") return;
  event.preventDefault();
  const { text, missing } = compose(event.target);
  const note = document.getElementById("more-to-do");
  note.hidden = missing === 0;
  note.textContent = missing === 1 ? "There is one more to answer." : `There are ${missing} more to answer.`;
  if (!missing) answer(text);
});
// The line that a key of the pad writes in: the one touched last, or the first.
let typing = null;
document.addEventListener("focusin", (event) => { if (event.target.matches("#fields input[type=text]")) typing = event.target; });
document.addEventListener("submit", (event) => { if (event.target.id === "line") { event.preventDefault(); answer(document.getElementById("answer").value); } });
document.addEventListener("click", (event) => {
  const key = event.target.closest("[data-key]"); const choice = event.target.closest("[data-choice]"); const go = event.target.closest("[data-go]");
  if (key) {
    const input = document.getElementById("answer") ?? (typing?.isConnected ? typing : document.querySelector("#fields input[type=text]"));
    const at = input.selectionStart ?? input.value.length; const end = input.selectionEnd ?? at;
    if (key.dataset.key === "←") { const from = at === end ? Math.max(0, at - 1) : at; input.setRangeText("", from, end, "end"); }
    else input.setRangeText(key.dataset.key === "space" ? " " : key.dataset.key, at, end, "end");
    input.dispatchEvent(new Event("input", { bubbles: true })); input.focus({ preventScroll: true });
  }
  const form = event.target.closest("#fields"); const step = event.target.closest("[data-step]"); const move = event.target.closest("[data-move]");
  if (form && step) { const set = form.elements.set; set.value = Number(set.value) + Number(step.dataset.step); set.dispatchEvent(new Event("input", { bubbles: true })); }
  if (form && move) {
    const card = move.closest("[data-card]"); const by = Number(move.dataset.move);
    const other = by < 0 ? card.previousElementSibling : card.nextElementSibling;
    if (other) { if (by < 0) other.before(card); else other.after(card); move.focus(); form.dispatchEvent(new Event("input", { bubbles: true })); }
  }
  if (form && event.target.closest(".plotting svg")) tapped(event, form);
  if (choice) answer(now.questions[index].choices[Number(choice.dataset.choice)].text);
  if (go) { index = Math.max(0, Math.min(now.questions.length, index + Number(go.dataset.go))); show(); }
});

index = firstOpen();
show();
showSaved();
flush();
follow("/pupil/events", {
  heard: look,
  opened: () => { online = true; flush(); look(); },
  lost: () => { online = false; showSaved(); },
});
addEventListener("online", () => { flush(); look(); });
addEventListener("offline", () => { online = false; showSaved(); });
setInterval(() => { if (!online) { flush(); } }, 5000);
