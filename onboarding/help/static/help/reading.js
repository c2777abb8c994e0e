// Tells the server that this article is being read, and what was sought if a page of results led here.
// Nothing is kept in the browser, and nothing of the reader is sent.
(() => {
  const address = new URL(document.currentScript.dataset.read, location.href);
  const arrival = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
  if (arrival !== "navigate") return; // reloaded, or come back to: it was told before

  const soughtOn = (page) => {
    if (!page.startsWith(`${location.origin}/`)) return "";
    const { pathname, searchParams } = new URL(page);
    return /\/search$/.test(pathname) ? (searchParams.get("q") ?? "") : "";
  };

  const tell = () => {
    if (document.visibilityState !== "visible") return; // loaded ahead, or in a tab behind
    document.removeEventListener("visibilitychange", tell);
    navigator.sendBeacon?.(address, new URLSearchParams({ q: soughtOn(document.referrer) }));
  };

  document.addEventListener("visibilitychange", tell);
  tell();
})();
