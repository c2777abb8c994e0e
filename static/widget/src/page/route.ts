const POLL_MS = 500;

/**
 * Calls `changed` after the address changes without a page load. `history` is never patched: frameworks do that
 * too, and the order of patches breaks pages. Browsers without the Navigation API are polled while `needed`.
 */
export function watchRoute(changed: () => void, needed: () => boolean, signal: AbortSignal): void {
  let last = location.href;
  const look = (): void => {
    if (location.href === last) return;
    last = location.href;
    changed();
  };
  // without that API the name may lead to the page's <nav id="navigation">
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation && "currentEntry" in navigation) return navigation.addEventListener("currententrychange", look, { signal });
  addEventListener("popstate", look, { signal });
  addEventListener("hashchange", look, { signal });
  const poll = setInterval(() => !document.hidden && needed() && look(), POLL_MS);
  signal.addEventListener("abort", () => clearInterval(poll));
}
