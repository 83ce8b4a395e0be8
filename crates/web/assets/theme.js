// Page colour: kept on this device, set before the page is painted.
(() => {
  const key = "tenframe-theme";
  let theme = "light";
  try { theme = localStorage.getItem(key) || "light"; } catch { /* storage is closed: the light page stays */ }
  document.documentElement.dataset.theme = theme;
  addEventListener("DOMContentLoaded", () => {
    const select = document.getElementById("theme");
    if (!select) return;
    select.value = theme;
    select.addEventListener("change", () => {
      document.documentElement.dataset.theme = select.value;
      try { localStorage.setItem(key, select.value); } catch { /* shown for this page only */ }
    });
  });
})();
