// A form that is kept on the phone until it is sent: taken without a signal, it goes by itself when there is one.
// A form with `data-keep` names what is kept; its part with `data-kept` says how it stands.

import "/assets/app.js";

const AGAIN = 20_000; // milliseconds between two tries

function shelf(key) {
  const name = `tenframe-kept-${key}`;
  return {
    read() { try { return localStorage.getItem(name); } catch { return null; } },
    write(body) { try { localStorage.setItem(name, body); return true; } catch { return false; } },
    clear() { try { localStorage.removeItem(name); } catch { /* nothing was kept */ } },
  };
}

for (const form of document.querySelectorAll("form[data-keep]")) {
  const kept = shelf(form.dataset.keep);
  const place = form.querySelector("[data-kept]");
  const say = (words) => { if (place && place.textContent !== words) place.textContent = words; };
  // A form that takes a lesson to fill in is kept while it is written, too.
  const draft = form.hasAttribute("data-keep-draft") ? shelf(`draft-${form.dataset.keep}`) : null;
  const filled = () => new URLSearchParams(new FormData(form)).toString();
  let waiting = 0;

  const send = async () => {
    clearTimeout(waiting);
    const body = kept.read();
    if (body === null) return;
    // The token of the page that is open counts, not that of the day the register was taken.
    const fields = new URLSearchParams(body);
    fields.set("_token", form.elements._token.value);
    try {
      const reply = await fetch(form.action, { method: "POST", body: fields, headers: { accept: "text/html" } });
      if (reply.redirected && new URL(reply.url).pathname === location.pathname) {
        kept.clear();
        draft?.clear();
        location.href = reply.url;
        return;
      }
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const why = page.querySelector("main p")?.textContent ?? "";
      if (reply.status === 422) kept.clear();
      say(reply.status === 422 ? `Not taken: ${why}` : "Kept on this phone. Sign in again in another tab, and it goes from here.");
      if (reply.status !== 422) waiting = setTimeout(send, AGAIN);
    } catch {
      say("Kept on this phone. It goes by itself when there is a signal; leave this page open, or come back to it.");
      waiting = setTimeout(send, AGAIN);
    }
  };

  form.addEventListener("submit", (event) => {
    if (!kept.write(filled())) return; // nothing can be kept here: the form goes as it always does
    event.preventDefault();
    say("Sending …");
    send();
  });
  addEventListener("online", send);
  if (draft) form.addEventListener("input", () => draft.write(filled()));

  const everybody = form.querySelector("[data-tick-all]");
  if (everybody) {
    everybody.hidden = false;
    everybody.addEventListener("click", () => { for (const tick of form.querySelectorAll("input[type=checkbox]:not([data-apart])")) tick.checked = true; });
  }

  const before = kept.read();
  const left = before ?? draft?.read() ?? null;
  if (left !== null) {
    const was = new URLSearchParams(left);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = was.getAll(field.name).includes(field.value);
      else if (field.name && field.type !== "hidden" && was.has(field.name)) field.value = was.get(field.name);
    }
    if (before === null) say("What you wrote is still here. It is not sent yet.");
    else {
      say("Kept on this phone from before; sending …");
      send();
    }
  }
}
