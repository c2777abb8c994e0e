import type { Rect } from "../page/place";

const PADDING = 6;

const BEACON = 24;

/** Puts a hotspot's beacon on the corner of the target, so that the target itself can still be clicked. */
export function pin({ style }: HTMLElement, rect: Rect, rtl: boolean): void {
  style.left = `${rect.x + (rtl ? 0 : rect.width) - BEACON / 2}px`;
  style.top = `${rect.y - BEACON / 2}px`;
}

/** Lays `light` around the target; the dark around it is its shadow, so the page underneath stays usable. */
export function shine(light: HTMLElement, target: Element, rect: Rect): void {
  const radius = parseFloat(getComputedStyle(target).borderTopLeftRadius) || 0;
  const { style } = light;
  style.left = `${rect.x - PADDING}px`;
  style.top = `${rect.y - PADDING}px`;
  style.width = `${rect.width + 2 * PADDING}px`;
  style.height = `${rect.height + 2 * PADDING}px`;
  style.borderRadius = `${radius + PADDING}px`;
}
