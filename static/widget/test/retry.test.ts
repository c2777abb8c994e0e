import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoff } from "../src/net/backoff";
import { HttpError } from "../src/net/http";
import { retrying } from "../src/net/retry";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("backoff doubles, stays under a minute and never falls below half", () => {
  expect(backoff(0, () => 1)).toBe(1_000);
  expect(backoff(3, () => 1)).toBe(8_000);
  expect(backoff(3, () => 0)).toBe(4_000);
  expect(backoff(30, () => 1)).toBe(60_000);
});

test("retrying repeats what may pass", async () => {
  const work = vi.fn(async () => "done").mockRejectedValueOnce(new HttpError(503)).mockRejectedValueOnce(new Error("no token"));
  const result = retrying(work, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await result).toBe("done");
});

test("what went wrong in the page is told once, what the server refused is left to the browser to tell", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const failure = new TypeError("url.startsWith is not a function");
  for (const error of [failure, new HttpError(503)]) {
    const result = retrying(vi.fn(async () => "done").mockRejectedValueOnce(error).mockRejectedValueOnce(error), new AbortController().signal);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await result).toBe("done");
  }
  expect(warn.mock.calls).toEqual([["Handrail waits:", failure]]);
  warn.mockRestore();
});

test("retrying gives up at once on a refusal", async () => {
  const work = vi.fn(async () => Promise.reject(new HttpError(403)));
  await expect(retrying(work, new AbortController().signal)).rejects.toMatchObject({ status: 403 });
  expect(work).toHaveBeenCalledTimes(1);
});

test("retrying ends with the session", async () => {
  const life = new AbortController();
  const work = vi.fn(async () => Promise.reject(new HttpError(503)));
  const result = retrying(work, life.signal).catch((error: HttpError) => error.status);
  await vi.advanceTimersByTimeAsync(0);
  life.abort();
  expect(await result).toBe(503);
  expect(work).toHaveBeenCalledTimes(1);
});
