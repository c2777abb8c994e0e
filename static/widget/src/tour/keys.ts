import { circle, focused, tabStops } from "../page/focus";

/** Escape ends the tour, and Tab runs from the box to the target and back. No other key is touched: users type in targets. */
export function stepKeys(box: HTMLElement, target: Element | null, end: () => void, signal: AbortSignal): void {
  endKey(box, end, signal);
  onKey("Tab", box, (event) => cycle(event, box, target), signal);
}

/** Escape ends the tour; outside the box a modal dialog, or the page itself, has the first claim on it. */
export function endKey(box: HTMLElement, end: () => void, signal: AbortSignal): void {
  const isClaimed = (event: KeyboardEvent): boolean => event.defaultPrevented || !!document.querySelector("dialog:modal");
  onKey("Escape", box, (event, inside) => (inside || !isClaimed(event)) && end(), signal);
}

/** In the box and outside it, once each: what is typed in the widget does not get as far as the window. */
function onKey(key: string, box: HTMLElement, pressed: (event: KeyboardEvent, inside: boolean) => void, signal: AbortSignal): void {
  box.addEventListener("keydown", (event) => event.key === key && pressed(event, true), { signal });
  addEventListener("keydown", (event) => event.key === key && !event.composedPath().includes(box) && pressed(event, false), { signal });
}

function cycle(event: KeyboardEvent, box: HTMLElement, target: Element | null): void {
  const stops = tabStops(box).filter((stop) => stop !== box);
  const start = focused() === box;
  circle(event, [start && event.shiftKey ? [box, ...stops] : start && !stops.length ? [box] : stops, target ? tabStops(target) : []]);
}
