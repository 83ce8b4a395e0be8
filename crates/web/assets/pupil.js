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
  const count = (await waiting()).length;
  const offline = !online || !navigator.onLine;
  place.saved.className = count || offline ? "saved waiting" : "saved";
  place.saved.textContent = count
    ? `${count} ${count === 1 ? "answer" : "answers"} waiting to be sent. Keep this page open.`
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
  if (!question) return;
  question.answered = one.unreadable ? null : sent?.text ?? one.text;
  question.say = one.say;
  question.unreadable = one.unreadable;
  question.again = one.again;
  show();
}

// ---- the page ----
function show() {
  const question = now.questions[index];
  place.more.innerHTML = question ? "" : now.more || "";
  if (!question) { place.question.innerHTML = now.wait + (now.questions.length ? '<p><button type="button" class="act quiet" data-go="-1">Back to the last question</button></p>' : ""); return; }
  const total = now.questions.length;
  const steps = total > 1 ? `<p class="soft small">Question ${index + 1} of ${total}</p>` : "";
  place.question.innerHTML = `${steps}<div class="task">${question.html}</div><div id="say" role="status" aria-live="polite" class="told" ${question.say ? "" : "hidden"}></div>${question.choices ? options(question) : line(question)}${onward(question, total)}`;
  if (question.say) document.getElementById("say").textContent = question.say;
  else if (question.answered && !question.unreadable && total === 1) { const say = document.getElementById("say"); say.hidden = false; say.textContent = "Your answer is sent. You can still change it."; }
  const input = document.getElementById("answer");
  if (input) {
    input.value = draft[question.id] ?? question.answered ?? "";
    input.addEventListener("input", () => { draft[question.id] = input.value; preview(question, input.value); });
    if (input.value) preview(question, input.value);
    input.focus({ preventScroll: true });
  }
}

function line(question) {
  const keys = question.keys.map((key) => `<button type="button" data-key="${key}">${key === "←" ? '<span aria-label="delete the last">←</span>' : key}</button>`).join("");
  return `<form id="line" class="stack" autocomplete="off"><label for="answer">Your answer</label><div class="answer-line"><input id="answer" type="text" inputmode="text" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="200"><button class="act">Send</button></div><div class="preview" id="preview" aria-live="polite"></div>${keys ? `<div class="pad" role="group" aria-label="Keys">${keys}</div>` : ""}</form>`;
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

async function answer(text) {
  const question = now.questions[index];
  if (!question || !text.trim()) return;
  question.say = "";
  try {
    await keep({ token: now.token, lesson: now.lesson, question: question.id, text, device, at: Date.now() * 1000 });
  } catch {
    document.getElementById("say").hidden = false;
    document.getElementById("say").textContent = "This device cannot keep answers. Tell your teacher; your answer is still in the box.";
    return;
  }
  question.answered = text;
  draft[question.id] = text;
  await showSaved();
  const before = index;
  await flush();
  if (!online) { if (now.questions.length > 1 && index === before) index = Math.min(firstOpen(), now.questions.length); show(); }
  else if (!question.unreadable && !question.again && (now.questions.length > 1 || now.phase === "check")) { index = firstOpen(); show(); }
}

document.addEventListener("submit", (event) => { if (event.target.id === "line") { event.preventDefault(); answer(document.getElementById("answer").value); } });
document.addEventListener("click", (event) => {
  const key = event.target.closest("[data-key]"); const choice = event.target.closest("[data-choice]"); const go = event.target.closest("[data-go]");
  if (key) {
    const input = document.getElementById("answer");
    const at = input.selectionStart ?? input.value.length; const end = input.selectionEnd ?? at;
    if (key.dataset.key === "←") { const from = at === end ? Math.max(0, at - 1) : at; input.setRangeText("", from, end, "end"); }
    else input.setRangeText(key.dataset.key === "space" ? " " : key.dataset.key, at, end, "end");
    input.dispatchEvent(new Event("input")); input.focus({ preventScroll: true });
  }
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
