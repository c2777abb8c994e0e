import { circle, focused, tabStops } from "../page/focus";

/** Escape ends the step; Tab runs from the box to the target and back. No other key is touched: users type in targets. */
export function stepKeys(box: HTMLElement, target: Element | null, end: () => void, signal: AbortSignal): void {
  const keys = (event: KeyboardEvent): void => {
    const inside = event.composedPath().includes(box);
    if (event.key === "Tab") cycle(event, box, target);
    // outside the box a modal dialog, or the page itself, has the first claim on Escape
    else if (event.key === "Escape" && (inside || !(event.defaultPrevented || document.querySelector("dialog:modal")))) end();
  };
  box.addEventListener("keydown", keys, { signal });
  addEventListener("keydown", (event) => !event.composedPath().includes(box) && keys(event), { signal });
}

function cycle(event: KeyboardEvent, box: HTMLElement, target: Element | null): void {
  const stops = tabStops(box).filter((stop) => stop !== box);
  const start = focused() === box;
  circle(event, [start && event.shiftKey ? [box, ...stops] : start && !stops.length ? [box] : stops, target ? tabStops(target) : []]);
}
