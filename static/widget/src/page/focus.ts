const STOPS = "a[href],button,input,select,textarea,summary,[tabindex],[contenteditable]";

/** The element that really has focus, looking into open shadow roots. */
export function focused(root: DocumentOrShadowRoot = document): HTMLElement | null {
  const element = root.activeElement as HTMLElement | null;
  return element?.shadowRoot?.activeElement ? focused(element.shadowRoot) : element;
}

/** What Tab stops at inside `root`, itself included, in document order. */
export function tabStops(root: Element): HTMLElement[] {
  const elements = [root, ...root.querySelectorAll(STOPS)].filter((element) => element.matches(STOPS));
  return (elements as HTMLElement[]).filter((element) => element.tabIndex >= 0 && !element.matches(":disabled") && element.getClientRects().length);
}

/** Makes Tab run through `groups` in a circle; inside a group, and away from all of them, the browser's own order holds. */
export function circle(event: KeyboardEvent, groups: HTMLElement[][]): void {
  const filled = groups.filter((group) => group.length);
  const here = focused();
  const at = filled.findIndex((group) => group.includes(here!));
  const edge = event.shiftKey ? filled[at]?.[0] : filled[at]?.at(-1);
  if (at < 0 || here !== edge) return;
  const next = filled[(at + (event.shiftKey ? -1 : 1) + filled.length) % filled.length]!;
  event.preventDefault();
  (event.shiftKey ? next.at(-1) : next[0])!.focus();
}
