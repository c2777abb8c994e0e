import type { Step } from "../types";

export type Side = "top" | "bottom" | "left" | "right";

export interface Size {
  width: number;
  height: number;
}

export interface Rect extends Size {
  x: number;
  y: number;
}

export interface Spot {
  x: number;
  y: number;
  side: Side;
}

/** Pixels between target and box, and between box and the edge of the viewport. */
export const GAP = 12;
export const MARGIN = 8;

const OPPOSITE: Record<Side, Side> = { top: "bottom", bottom: "top", left: "right", right: "left" };

/** The sides to try, the author's first; `start` and `end` follow the direction of the page. */
export function sidesFor(placement: Step["placement"], rtl: boolean): Side[] {
  const start: Side = rtl ? "right" : "left";
  const wanted = placement === "auto" ? "bottom" : placement;
  const first = wanted === "start" ? start : wanted === "end" ? OPPOSITE[start] : wanted;
  const others: Side[] = isVertical(first) ? [OPPOSITE[start], start] : ["bottom", "top"];
  return [first, OPPOSITE[first], ...others];
}

/**
 * Puts `box` beside `target`: the first side with room, else the one that overflows least, then pushed back into
 * view. Equal to floating-ui's offset, flip(bestFit) and shift, which the tests compare it with; the rest of that
 * library solves clipping and offset parents, which a box in the top layer does not have.
 */
export function place(target: Rect, box: Size, viewport: Size, sides: Side[]): Spot {
  const spots = sides.map((side) => ({ ...beside(target, box, side), side }));
  const lacking = (spot: Spot): number => overflow(spot, box, viewport);
  const fitting = spots.find((spot) => lacking(spot) <= 0);
  const best = fitting ?? spots.reduce((least, spot) => (lacking(spot) < lacking(least) ? spot : least));
  return {
    side: best.side,
    x: within(best.x, viewport.width - box.width),
    y: within(best.y, viewport.height - box.height),
  };
}

const isVertical = (side: Side): boolean => side === "top" || side === "bottom";

function beside(target: Rect, box: Size, side: Side): { x: number; y: number } {
  const x = target.x + (target.width - box.width) / 2;
  const y = target.y + (target.height - box.height) / 2;
  if (side === "top") return { x, y: target.y - box.height - GAP };
  if (side === "bottom") return { x, y: target.y + target.height + GAP };
  if (side === "left") return { x: target.x - box.width - GAP, y };
  return { x: target.x + target.width + GAP, y };
}

/** Pixels by which the box leaves the viewport on its own side; the other axis is pushed back anyway. */
function overflow(spot: Spot, box: Size, viewport: Size): number {
  if (spot.side === "top") return MARGIN - spot.y;
  if (spot.side === "left") return MARGIN - spot.x;
  if (spot.side === "bottom") return spot.y + box.height + MARGIN - viewport.height;
  return spot.x + box.width + MARGIN - viewport.width;
}

const within = (value: number, room: number): number => Math.max(MARGIN, Math.min(value, room - MARGIN));
