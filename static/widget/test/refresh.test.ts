import { expect, test, vi } from "vitest";
import { createRefresh } from "../src/refresh";
import type { Boot } from "../src/types";
import { aBoot, aChecklist, aContext, aStep, aTask, aTour } from "./fakes";

/** A context whose boot answers come when they are let. */
function setUp() {
  const replies: ((boot: Boot) => void)[] = [];
  const post = vi.fn(() => new Promise<Boot>((resolve) => replies.push(resolve)));
  const ctx = aContext(lists(), { post: post as never });
  const waiting = new Set<string>();
  ctx.queue.waitsFor = (key) => waiting.has(key);
  Object.assign(ctx, createRefresh(ctx));
  const asked = (count: number): Promise<void> => vi.waitFor(() => expect(replies).toHaveLength(count));
  return { ctx, replies, post, waiting, asked };
}
const lists = (): Boot => aBoot({ checklists: [aChecklist([aTask("a"), aTask("b")])], tours: [aTour([aStep("one")])] });
const doneAt = ({ boot }: { boot: Boot }, task: string) => boot.checklists[0]!.status.tasks[task]!.done_at;

test("an answer replaces what is in hand", async () => {
  const { ctx, replies, asked } = setUp();
  const done = ctx.refresh();
  await asked(1);
  const answer = lists();
  answer.checklists[0]!.status.tasks.a!.done_at = "2026-11-22T10:00:00.000Z";
  replies[0]!(answer);
  await done;
  expect(doneAt(ctx, "a")).toBe("2026-11-22T10:00:00.000Z");
  expect(ctx.render).toHaveBeenCalled();
});

test("an answer does not take back what the user did while it was on its way", async () => {
  const { ctx, replies, asked } = setUp();
  const heard = vi.fn();
  ctx.bus.on("complete", heard);
  const done = ctx.refresh();
  await asked(1);
  const [list] = ctx.boot.checklists;
  ctx.complete(list!, list!.tasks[0]!, "hand");
  ctx.boot.tours[0]!.status = { state: "completed", step: "one" };
  replies[0]!(lists());
  await done;
  expect(doneAt(ctx, "a")).not.toBeNull();
  expect(ctx.boot.tours[0]!.status.state).toBe("completed");
  ctx.apply({ checklists: { list: ctx.boot.checklists[0]!.status }, tours: {} });
  expect(heard).toHaveBeenCalledTimes(1);
});

test("an answer does not take back what the server has not heard of yet", async () => {
  const { ctx, replies, asked, waiting } = setUp();
  const [list] = ctx.boot.checklists;
  ctx.complete(list!, list!.tasks[0]!, "hand");
  waiting.add("list");
  const done = ctx.refresh();
  await asked(1);
  replies[0]!(lists());
  await done;
  expect(doneAt(ctx, "a")).not.toBeNull();
});

test("an answer that comes after a later question's is dropped", async () => {
  const { ctx, replies, asked } = setUp();
  const both = [ctx.refresh(), ctx.refresh()];
  await asked(2);
  const [old, fresh] = [lists(), lists()];
  replies[1]!(fresh);
  await vi.waitFor(() => expect(ctx.boot).toBe(fresh));
  replies[0]!(old);
  await Promise.all(both);
  expect(ctx.boot).toBe(fresh);
});

test("what is in hand is stale on another page and after a minute", async () => {
  vi.useFakeTimers();
  const { ctx, post } = setUp();
  ctx.refreshIfStale();
  await vi.advanceTimersByTimeAsync(59_000);
  ctx.refreshIfStale();
  expect(post).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  ctx.refreshIfStale();
  await vi.advanceTimersByTimeAsync(0);
  expect(post).toHaveBeenCalledTimes(1);
  history.replaceState(null, "", "/elsewhere");
  ctx.refreshIfStale();
  await vi.advanceTimersByTimeAsync(0);
  history.replaceState(null, "", "/");
  vi.useRealTimers();
  expect(post).toHaveBeenCalledTimes(2);
});
