import type { Rect, Size } from "../page/place";

const PADDING = 6;
const BEACON = 24;

/** Puts a hotspot's beacon on the corner of the target, so that the target itself can still be clicked, and into view while that is. */
export function pin({ style }: HTMLElement, { x, y, width, height }: Rect, viewport: Size, rtl: boolean): void {
  const half = BEACON / 2;
  style.left = `${Math.max(0, Math.min(x + (rtl ? 0 : width) - half, viewport.width - BEACON))}px`;
  style.top = `${Math.max(y - half, Math.min(0, y + height - half))}px`;
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
