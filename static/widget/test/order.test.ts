import { expect, test } from "vitest";
import { numberOf, sameStep, stepAfter, stepBefore } from "../src/tour/order";
import { aStep, aTour } from "./fakes";

const [a, b, c] = [aStep("a", { next: "c" }), aStep("b"), aStep("c")];
const tour = aTour([a, b, c]);

test("a step leads to its branch, else to the next in order", () => {
  expect(stepAfter(tour, a)).toBe(c);
  expect(stepAfter(tour, b)).toBe(c);
  expect(stepAfter(tour, c)).toBeUndefined();
});

test("the way back is the way that was shown", () => {
  expect(stepBefore(tour, c, ["a", "c"])).toBe(a);
  expect(stepBefore(tour, a, ["a", "c"])).toBeUndefined();
});

test("the way back from a step not shown yet is the last one shown", () => {
  expect(stepBefore(tour, c, ["a", "b"])).toBe(b);
});

test("a step is told by its key, because every boot answer brings new objects", () => {
  const copy = { ...b };
  expect(stepAfter(tour, copy)).toBe(c);
  expect(numberOf(tour, copy)).toBe(2);
});

test("the place in a changed tour is the same step, else the next left, else the last left before it", () => {
  const changed = (...keys: string[]) => aTour(keys.map((key) => aStep(key)));
  expect(sameStep(tour, b, changed("c", "b", "a"))?.key).toBe("b");
  expect(sameStep(tour, b, changed("a", "c"))?.key).toBe("c");
  expect(sameStep(tour, c, changed("a", "b"))?.key).toBe("b");
  expect(sameStep(tour, c, changed("x"))).toBeUndefined();
});
