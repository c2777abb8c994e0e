import { expect, test } from "vitest";
import { stepAfter, stepBefore } from "../src/tour/order";
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
