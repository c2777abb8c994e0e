import type { Step } from "../types";
import type { TourContext } from "./context";

/** Whether `step` has a "Next" button; one that cannot be advanced otherwise, for want of its target, gets one too. */
export const hasButton = ({ advance }: Step, target: Element | null): boolean =>
  advance.some(({ on }) => on === "button") || !advance.length || (!target && advance.some(({ on }) => on === "click"));

export const advancesOnEvent = ({ advance }: Step, event: string): boolean =>
  advance.some((rule) => rule.on === "event" && rule.event === event);

export const advancesHere = (ctx: TourContext, { advance }: Step): boolean =>
  advance.some((rule) => rule.on === "url" && ctx.isAt(rule.url));

/** Calls `next` when the user clicks `target`. In the capture phase, because the page may stop the event. */
export function onTargetClick(step: Step, target: Element, next: () => void, signal: AbortSignal): void {
  if (!step.advance.some(({ on }) => on === "click")) return;
  const clicked = (event: Event): void => {
    if (event.composedPath().includes(target)) next();
  };
  document.addEventListener("click", clicked, { capture: true, signal });
}
