type Movable = ParentNode & { moveBefore?: (node: Node, before: Node | null) => void };

/**
 * A native modal dialog makes everything outside it inert, so while one is open `host` lives inside the newest of
 * them, and goes back to the body afterwards. `moved` must lift the popovers above the dialog again.
 */
export function followModals(host: HTMLElement, moved: () => void, signal: AbortSignal): void {
  let modals: Element[] = [];
  const settle = (): void => {
    const open = [...document.querySelectorAll("dialog:modal")];
    modals = [...modals.filter((modal) => open.includes(modal)), ...open.filter((modal) => !modals.includes(modal))];
    const parent = modals.at(-1) ?? (document.body as Element | null);
    if (!parent || host.parentNode === parent) return;
    move(host, parent);
    moved();
  };
  // childList too: a framework may remove the dialog with us inside it
  const observer = new MutationObserver(settle);
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["open"] });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    if (host.isConnected && host.parentNode !== document.body) move(host, document.body);
  });
  settle();
}

/** `moveBefore` keeps focus and open popovers; it needs both sides connected, and WebKit lacks it. */
function move(host: HTMLElement, parent: Movable): void {
  try {
    parent.moveBefore!(host, null);
  } catch {
    parent.append(host);
  }
}
