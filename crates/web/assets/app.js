// Staff pages: plain forms made quiet, and parts of the page kept up to date while a lesson runs.
// A part with `data-live` and an id is refreshed by asking for the same page again and taking that part.
// The element with `data-events` names the stream that says when.

import { follow } from "/assets/follow.js";
import "/assets/whole.js";

for (const place of document.querySelectorAll("[data-host]")) place.textContent = location.host;
let wanted = false;
let busy = false;

function swap(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next) continue;
    for (const name of next.getAttributeNames()) if (name !== "id") part.setAttribute(name, next.getAttribute(name));
    if (next.innerHTML === part.innerHTML) continue;
    const typing = part.contains(document.activeElement) && document.activeElement.matches("input[type=text], textarea") && document.activeElement.value;
    if (typing) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...part.querySelectorAll("details[open][id]")].map((one) => one.id);
    part.innerHTML = next.innerHTML;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus();
  }
  document.body.className = fresh.body.className;
  document.dispatchEvent(new CustomEvent("refreshed"));
}

async function refresh() {
  if (busy) { wanted = true; return; }
  busy = true;
  const asked = location.href;
  try {
    const reply = await fetch(asked, { headers: { accept: "text/html" } });
    const html = await reply.text();
    // Somebody may have opened a pupil or a question meanwhile: then this is no longer the page to show.
    if (asked !== location.href) wanted = true;
    else if (reply.ok) swap(html);
    say("");
  } catch {
    say("Waiting for Tenframe. What was saved is safe.");
  }
  busy = false;
  if (wanted) { wanted = false; setTimeout(refresh, 250); }
}

function say(words) {
  const place = document.getElementById("connection");
  if (place && place.textContent !== words) place.textContent = words;
}

export function listen() {
  const from = document.querySelector("[data-events]")?.dataset.events;
  if (!from) return;
  follow(from, { heard: refresh, lost: () => say("Waiting for Tenframe. What was saved is safe.") });
}

export async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  try {
    const reply = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
    if (reply.redirected && new URL(reply.url).pathname !== location.pathname) { location.href = reply.url; return; }
    swap(await reply.text());
    if (reply.redirected && reply.url !== location.href) history.replaceState(null, "", reply.url);
  } catch {
    say("Tenframe cannot be reached. Nothing was lost: try again in a moment.");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-quiet]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

// A search box that asks as you type: the form is sent by GET and its results swapped in.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-find]");
  if (!form) return;
  const address = `${form.getAttribute("action") || location.pathname}?${new URLSearchParams(new FormData(form))}`;
  clearTimeout(form.waiting);
  form.waiting = setTimeout(async () => {
    const reply = await fetch(address, { headers: { accept: "text/html" } });
    if (reply.ok) { swap(await reply.text()); history.replaceState(null, "", address); }
  }, 120);
});

// Fields of a quiet form marked `data-now` are sent as soon as they change.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-now]");
  if (form) send(form);
});

listen();

document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
