import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HttpError } from "../src/net/http";
import { createQueue, type QueueOptions } from "../src/net/queue";
import type { QueueRecord } from "../src/net/orphans";
import type { EventsAnswer, QueuedEvent } from "../src/types";
import { memoryStore, namesOf } from "./fakes";

const ANSWER: EventsAnswer = { accepted: 1, rejected: [], checklists: {}, tours: {} };
let life: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function setUp(given: Partial<QueueOptions> = {}) {
  const store = given.store ?? memoryStore();
  const post = vi.fn(async (_events: QueuedEvent[]) => ANSWER);
  const answered = vi.fn();
  const refused = vi.fn((_error: HttpError): void => undefined);
  const queue = createQueue({ store, owner: () => "u1", url: () => "https://a.example/", post, answered, refused, ...given }, life.signal);
  const stored = (): QueuedEvent[] => store.keys("q:").flatMap((key) => store.get<QueueRecord>(key)!.events);
  return { queue, store, post: (given.post as typeof post) ?? post, answered, refused, stored };
}

const record = (store: ReturnType<typeof memoryStore>, given: Partial<QueueRecord>): void => {
  const event = { id: "1", name: "left", occurred_at: new Date().toISOString() };
  store.set("q:other", { owner: "u1", at: 0, events: [event], ...given });
};

test("queue keeps an event in storage until the server has answered", async () => {
  const { queue, stored } = setUp();
  queue.add({ name: "a" });
  expect(namesOf(stored())).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stored()).toEqual([]);
});

test("queue sends what came together in one request, a second later", async () => {
  const { queue, post } = setUp();
  queue.add({ name: "a" });
  await vi.advanceTimersByTimeAsync(900);
  queue.add({ name: "b" });
  expect(post).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(namesOf(post.mock.calls[0]![0])).toEqual(["a", "b"]);
});

test("queue sends an urgent event at once, whatever comes after it", async () => {
  const { queue, post } = setUp();
  queue.add({ name: "task_completed" }, true);
  queue.add({ name: "page_viewed" });
  await vi.advanceTimersByTimeAsync(0);
  expect(namesOf(post.mock.calls[0]![0])).toEqual(["task_completed", "page_viewed"]);
});

test("queue repeats a failed batch with the same ids", async () => {
  const post = vi.fn(async (_events: QueuedEvent[]) => ANSWER).mockRejectedValueOnce(new HttpError(503));
  const { queue } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(post).toHaveBeenCalledTimes(2);
  expect(post.mock.calls[1]![0][0]!.id).toBe(post.mock.calls[0]![0][0]!.id);
});

test("queue waits as long as the server asks", async () => {
  const post = vi.fn(async (_events: QueuedEvent[]) => ANSWER).mockRejectedValueOnce(new HttpError(429, null, 30));
  const { queue } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(post).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(post).toHaveBeenCalledTimes(2);
});

test("queue lets no new event shorten the wait the server asked for", async () => {
  const post = vi.fn(async (_events: QueuedEvent[]) => ANSWER).mockRejectedValueOnce(new HttpError(429, null, 30));
  const { queue } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(100);
  queue.add({ name: "b" }, true);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(post).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(namesOf(post.mock.calls[1]![0])).toEqual(["a", "b"]);
});

test.each([401, 403, 404])("queue keeps everything through a %i, tells of it once and waits", async (status) => {
  const post = vi.fn(async (_events: QueuedEvent[]): Promise<EventsAnswer> => Promise.reject(new HttpError(status)));
  const { queue, refused, stored } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(0);
  queue.add({ name: "b" }, true);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(post).toHaveBeenCalledTimes(1);
  expect(refused.mock.calls.map(([error]) => error.status)).toEqual([status]);
  post.mockResolvedValue(ANSWER);
  await queue.flush();
  expect(stored()).toEqual([]);
  queue.add({ name: "c" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(namesOf(post.mock.calls.at(-1)![0])).toEqual(["c"]);
});

test("queue that was refused tries again when the browser is back online", async () => {
  const post = vi.fn(async (_events: QueuedEvent[]) => ANSWER).mockRejectedValueOnce(new HttpError(403));
  const { queue, stored } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(0);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(stored()).toEqual([]);
});

/** A server that takes no request in which `bad` is, and remembers what it took. */
function picky(fault: Error, bad = "bad") {
  const taken: string[] = [];
  const post = vi.fn(async (events: QueuedEvent[]) => {
    if (events.some(({ name }) => name === bad)) throw fault;
    taken.push(...namesOf(events));
    return ANSWER;
  });
  return { post, taken };
}

test.each([400, 413, 422])("queue drops only the event that the server answers with %i", async (status) => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { post, taken } = picky(new HttpError(status));
  const { queue, stored } = setUp({ post });
  const names = Array.from({ length: 60 }, (_, index) => (index === 37 ? "bad" : `e${index}`));
  for (const name of names) queue.add({ name });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(taken).toEqual(names.filter((name) => name !== "bad"));
  expect(stored()).toEqual([]);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(post.mock.calls.length).toBeLessThan(20);
});

test.each([new HttpError(500), new TypeError("Failed to fetch")])("queue lets an event that always fails with %s hold up no other, and keeps it", async (fault) => {
  const { post, taken } = picky(fault);
  const { queue, stored } = setUp({ post });
  for (const name of ["a", "bad", "b", "c"]) queue.add({ name });
  await vi.advanceTimersByTimeAsync(60_000);
  queue.add({ name: "d" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(taken).toEqual(["a", "b", "c", "d"]);
  expect(namesOf(stored())).toEqual(["bad"]);
  post.mockClear();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(post.mock.calls.length).toBeLessThan(130);
  expect(post.mock.calls.length).toBeGreaterThan(50);
});

test("queue goes on after a failure that passed and a refusal that does not", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const post = vi.fn(async (_events: QueuedEvent[]) => ANSWER).mockRejectedValueOnce(new HttpError(503)).mockRejectedValueOnce(new HttpError(422));
  const { queue, stored } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(2_000);
  queue.add({ name: "b" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(namesOf(post.mock.calls.at(-1)![0])).toEqual(["b"]);
  expect(stored()).toEqual([]);
});

test("queue tries again as soon as the browser is back online", async () => {
  const post = vi.fn(async (_events: QueuedEvent[]) => ANSWER).mockRejectedValueOnce(new HttpError(0));
  const { queue } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(0);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(post).toHaveBeenCalledTimes(2);
});

test("queue drops a batch the server will never take", async () => {
  const post = vi.fn(async () => Promise.reject(new HttpError(422)));
  const { queue, stored } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(post).toHaveBeenCalledTimes(1);
  expect(stored()).toEqual([]);
});

test("queue sends at most fifty events at a time, all of them in the end", async () => {
  const { queue, post } = setUp();
  for (let index = 0; index < 120; index++) queue.add({ name: `e${index}` });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(post.mock.calls.map(([events]) => events.length)).toEqual([50, 50, 20]);
});

test("queue holds two hundred events and lets the oldest go", () => {
  const { queue, stored } = setUp();
  for (let index = 0; index < 205; index++) queue.add({ name: `e${index}` });
  expect(stored()).toHaveLength(200);
  expect(stored()[0]!.name).toBe("e5");
});

test("queue refuses an event that the server would refuse for its size", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { queue, stored } = setUp();
  queue.add({ name: "big", properties: { text: "x".repeat(9_000) } });
  expect(stored()).toEqual([]);
  expect(warn).toHaveBeenCalled();
});

test("queue sends at once when the page is left, and lets another tab have the rest", () => {
  const { queue, post, store } = setUp();
  queue.add({ name: "a" });
  window.dispatchEvent(new Event("pagehide"));
  expect(post).toHaveBeenCalledTimes(1);
  expect(store.get<QueueRecord>(store.keys("q:")[0]!)!.at).toBe(0);
});

test("queue does not send an event twice while the first answer is on its way", async () => {
  const post = vi.fn((_events: QueuedEvent[]) => new Promise<EventsAnswer>(() => undefined));
  const { queue } = setUp({ post });
  queue.add({ name: "a" }, true);
  await vi.advanceTimersByTimeAsync(0);
  void queue.flush();
  expect(post).toHaveBeenCalledTimes(1);
});

test("queue adopts what a closed tab of the same user left", async () => {
  const store = memoryStore();
  record(store, {});
  const { queue, post } = setUp({ store });
  await queue.adopt();
  await vi.advanceTimersByTimeAsync(0);
  expect(namesOf(post.mock.calls[0]![0])).toEqual(["left"]);
  expect(store.keys("q:")).toEqual([]);
});

test("queue whose session ends while it waits for its turn leaves the events of a closed tab where they are", async () => {
  const store = memoryStore();
  record(store, {});
  let turn!: () => void;
  const request = (_name: string, work: () => Promise<void>) => new Promise<void>((resolve) => (turn = resolve)).then(work);
  vi.stubGlobal("navigator", { locks: { request } });
  const adopted = setUp({ store }).queue.adopt().catch(() => undefined);
  life.abort();
  turn();
  await adopted;
  vi.unstubAllGlobals();
  expect(store.keys("q:")).toEqual(["q:other"]);
});

test("queue stores what it takes over before the closed tab's record goes", async () => {
  const store = memoryStore();
  record(store, {});
  const held: number[] = [];
  const remove = store.remove;
  store.remove = (key) => (held.push(store.keys("q:").length), remove(key));
  await setUp({ store }).queue.adopt();
  expect(held).toEqual([2]);
});

test("queue leaves the events of a tab that is still at work", async () => {
  const store = memoryStore();
  record(store, { at: Date.now() - 1_000 });
  const { queue, post } = setUp({ store });
  await queue.adopt();
  await vi.advanceTimersByTimeAsync(0);
  expect(post).not.toHaveBeenCalled();
});

test("queue never sends one user's events as another's", async () => {
  const store = memoryStore();
  record(store, { owner: "somebody else" });
  const { queue, post } = setUp({ store });
  await queue.adopt();
  await vi.advanceTimersByTimeAsync(0);
  expect(post).not.toHaveBeenCalled();
  expect(store.keys("q:")).toEqual(["q:other"]);
});

test("queue forgets a stranger's events after a week", async () => {
  const store = memoryStore();
  const event = { id: "1", name: "old", occurred_at: new Date(Date.now() - 8 * 86_400_000).toISOString() };
  record(store, { owner: "somebody else", events: [event] });
  await setUp({ store }).queue.adopt();
  expect(store.keys("q:")).toEqual([]);
});

test("queue keeps its events stored when the session ends", () => {
  const { queue, stored } = setUp();
  queue.add({ name: "a" });
  life.abort();
  expect(namesOf(stored())).toEqual(["a"]);
});

test("queue knows which content still waits for an answer", async () => {
  const { queue } = setUp();
  queue.add({ name: "task_completed", content: "list" });
  expect(queue.waitsFor("list")).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(queue.waitsFor("list")).toBe(false);
});
