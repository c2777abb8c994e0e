import { expect, test } from "vitest";
import { helpSession } from "../src/help/session";
import { aContext } from "./fakes";

const HALF_AN_HOUR = 30 * 60_000;

test("a visit to help lasts until half an hour has passed without any", () => {
  const ctx = aContext();
  const first = helpSession(ctx, 0);
  expect(helpSession(ctx, HALF_AN_HOUR - 1)).toBe(first);
  expect(helpSession(ctx, 2 * HALF_AN_HOUR - 2)).toBe(first);
  expect(helpSession(ctx, 3 * HALF_AN_HOUR - 2)).not.toBe(first);
});

test("a visit to help is one user's", () => {
  const ctx = aContext();
  const as = (owner: string) => ({ ...ctx, identity: { ...ctx.identity, owner: () => owner } });
  const first = helpSession(as("a"), 0);
  expect(helpSession(as("b"), 1)).not.toBe(first);
  expect(helpSession(as("a"), 2)).toBe(first);
});
