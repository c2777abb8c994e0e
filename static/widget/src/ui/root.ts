import { followModals } from "../page/dialogs";

/** Kept from the page: its hot keys while the user types here, and its dialogs' "outside" clicks and focus traps. */
const KEPT_IN = "keydown keyup keypress focusin focusout pointerdown mousedown touchstart input paste".split(" ");

/** Everything the widget draws lives in one element with an open shadow root. */
export interface Root {
  readonly host: HTMLElement;
  readonly frame: HTMLElement;
  /** Makes an element for the top layer, above everything in the page once opened. */
  layer(tag: string, attributes: Record<string, string>): HTMLElement;
  open(layer: HTMLElement): void;
  close(layer: HTMLElement): void;
  /** While anyone holds it, the widget follows the newest modal dialog. */
  hold(who: string): void;
  release(who: string): void;
  isHeldBy(who: string): boolean;
  /** Adds the style sheet of a part. */
  style(css: string): void;
}

export function mountRoot(css: string, signal: AbortSignal): Root {
  const host = document.createElement("handrail-widget");
  const shadow = host.attachShadow({ mode: "open" });
  const style = (text: string): void => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  };
  style(css);
  const frame = shadow.appendChild(document.createElement("div"));
  frame.className = "frame";
  for (const name of KEPT_IN) host.addEventListener(name, (event) => event.stopPropagation(), { passive: true });

  const opened = new Set<HTMLElement>();
  const holders = new Set<string>();
  let following = new AbortController();
  signal.addEventListener("abort", () => {
    following.abort();
    placing.disconnect();
    host.remove();
  });

  const show = (layer: HTMLElement, wanted: boolean): void =>
    void (layer.matches(":popover-open") === wanted || layer.togglePopover(wanted));

  /** Above a dialog that opened later. */
  const rise = (): void => {
    const focus = shadow.activeElement as HTMLElement | null;
    for (const layer of opened) {
      show(layer, false);
      show(layer, true);
    }
    focus?.focus({ preventScroll: true });
  };

  /** Frameworks replace the body, or all it holds, and put back copies they kept of it; what is ours stays ours. */
  const settle = (): void => {
    const { body } = document;
    if (!host.isConnected && body) {
      for (const copy of document.querySelectorAll(host.localName)) if (!copy.shadowRoot) copy.remove(); // or two widgets would fight
      body.append(host);
      rise();
    }
    for (const parent of [document, document.documentElement, body]) if (parent) placing.observe(parent, { childList: true });
  };
  const placing = new MutationObserver(settle);
  settle();

  return {
    host,
    frame,
    layer(tag, attributes) {
      const layer = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) layer.setAttribute(name, value);
      layer.popover = "manual";
      frame.append(layer);
      return layer;
    },
    open(layer) {
      opened.add(layer);
      show(layer, true);
    },
    close(layer) {
      opened.delete(layer);
      show(layer, false);
    },
    hold(who) {
      holders.add(who);
      if (holders.size > 1) return;
      following = new AbortController();
      followModals(host, rise, following.signal);
    },
    style,
    isHeldBy: (who) => holders.has(who),
    release(who) {
      if (holders.delete(who) && !holders.size) following.abort();
    },
  };
}
