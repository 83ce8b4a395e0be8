// Hearing from the server that something changed, while the page can be seen.
// A browser allows six connections to one host, and each stream keeps one: a page nobody sees lets go of its own
// and looks again when it is back.

export function follow(from, { heard, opened = heard, lost }) {
  let stream;
  const turn = () => {
    if (document.visibilityState === "hidden") { stream?.close(); stream = undefined; return; }
    if (stream) return;
    stream = new EventSource(from);
    stream.onmessage = heard;
    stream.onopen = opened;
    stream.onerror = lost;
  };
  document.addEventListener("visibilitychange", turn);
  // A page kept for the back button is shown again without its stream.
  addEventListener("pagehide", () => { stream?.close(); stream = undefined; });
  addEventListener("pageshow", turn);
  turn();
}
