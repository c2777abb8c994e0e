import { computePosition, flip, offset, platform as browser, shift, type Placement, type Platform } from "@floating-ui/dom";
import { expect, test } from "vitest";
import { GAP, MARGIN, place, sidesFor, type Rect, type Size } from "../src/page/place";

/** A small linear congruential generator, so that a failure can be repeated. */
function numbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/** floating-ui's own answer for the same rectangles, without a browser. */
function oracle(target: Rect, box: Size, viewport: Size, placement: Placement, fallbacks: Placement[]) {
  const platform: Platform = {
    ...browser,
    getElementRects: async () => ({ reference: target, floating: { x: 0, y: 0, ...box } }),
    getClippingRect: async () => ({ x: 0, y: 0, ...viewport }),
    convertOffsetParentRelativeRectToViewportRelativeRect: async ({ rect }) => rect,
  };
  const middleware = [
    offset(GAP),
    flip({ padding: MARGIN, crossAxis: false, fallbackPlacements: fallbacks, fallbackStrategy: "bestFit" }),
    shift({ padding: MARGIN, crossAxis: true }),
  ];
  const element = document.createElement("div");
  return computePosition(element, element, { platform, placement, middleware });
}

test("place agrees with floating-ui on 2,000 random cases", async () => {
  const random = numbers(7);
  const placements = ["auto", "top", "bottom", "start", "end"] as const;
  for (let index = 0; index < 2_000; index++) {
    const viewport = { width: 320 + random(1600), height: 320 + random(900) };
    const box = { width: 120 + random(400), height: 60 + random(400) };
    const target = { x: random(1800) - 200, y: random(1200) - 200, width: random(600), height: random(400) };
    const sides = sidesFor(placements[random(5)]!, random(2) === 1);
    const expected = await oracle(target, box, viewport, sides[0]!, sides.slice(1));
    const spot = place(target, box, viewport, sides);
    expect({ index, side: spot.side }).toEqual({ index, side: expected.placement });
    expect(Math.abs(spot.x - expected.x) + Math.abs(spot.y - expected.y)).toBeLessThanOrEqual(1);
  }
});

test("place keeps the box in view", () => {
  const spot = place({ x: 0, y: 0, width: 10, height: 10 }, { width: 300, height: 100 }, { width: 320, height: 480 }, ["left"]);
  expect(spot.x).toBe(MARGIN);
});

test("sides follow the page's direction", () => {
  expect(sidesFor("start", false)[0]).toBe("left");
  expect(sidesFor("start", true)[0]).toBe("right");
  expect(sidesFor("auto", false)).toEqual(["bottom", "top", "right", "left"]);
});
