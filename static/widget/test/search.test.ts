import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openContact } from "../src/panel/contact";
import { closePanel, openPanel } from "../src/panel/navigation";
import { currentView } from "../src/panel/state";
import type { SearchAnswer } from "../src/types";
import { aBoot, aChecklist, anAnswer, aPanelContext, aTask, namesOf } from "./fakes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(reply: (query: string) => Promise<SearchAnswer> = async (query) => anAnswer(query, ["One", "Two"])) {
  const get = vi.fn((_path: string, { q }: Record<string, unknown>) => reply(String(q)));
  const ctx = aPanelContext(aBoot(), { get: get as never });
  const settled = () => ctx.sent.filter(({ name }) => name === "search_settled");
  return { ctx, get, settled };
}

/** Searches that never come back; `signals` tell which of them were given up. */
function setUpUnanswered() {
  const signals: AbortSignal[] = [];
  const { ctx, get } = setUp();
  get.mockImplementation(((_path: string, _query: object, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return new Promise(() => undefined);
  }) as never);
  return { ctx, get, signals };
}

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

test("search asks once the user pauses, with the latest words", async () => {
  const { ctx, get } = setUp();
  openPanel(ctx);
  for (const query of ["r", "re", "res"]) {
    ctx.search.type(query);
    await pass(100);
  }
  await pass(50);
  expect(get.mock.calls.map(([, query]) => query.q)).toEqual(["res"]);
  expect(get.mock.calls[0]![1].url).toBe(location.origin + location.pathname);
  expect(ctx.said).toEqual(["2 results"]);
});

test("search gives up the question before when the user types on", async () => {
  const { ctx, signals } = setUpUnanswered();
  ctx.search.type("a");
  await pass(200);
  ctx.search.type("ab");
  expect(signals[0]!.aborted).toBe(true);
});

test("search reports a query once, a second after the last keystroke", async () => {
  const { ctx, settled } = setUp();
  ctx.search.type("res");
  await pass(999);
  expect(settled()).toEqual([]);
  await pass(1);
  ctx.search.settle();
  const properties = { query: "res", results: 2, locale: "en", shown: ["art_One", "art_Two"] };
  expect(settled()).toMatchObject([{ search: "sea_res", properties }]);
});

test("search reports a slow answer when it comes, as the query it answers", async () => {
  const { ctx, settled } = setUp(async (query) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return anAnswer(query, []);
  });
  ctx.search.type("res");
  await pass(2_000);
  expect(settled()).toEqual([]);
  await pass(2_000);
  expect(settled()).toMatchObject([{ properties: { query: "res", results: 0 } }]);
});

test("search does not report letters typed on the way", async () => {
  const { ctx, settled } = setUp();
  ctx.search.type("re");
  await pass(500);
  ctx.search.type("reset");
  await pass(1_000);
  expect(settled()).toMatchObject([{ properties: { query: "reset" } }]);
});

test.each([
  ["opening a result", (ctx: ReturnType<typeof setUp>["ctx"]) => ctx.search.pick(anAnswer("res", ["One"]).items[0]!)],
  ["closing the panel", (ctx: ReturnType<typeof setUp>["ctx"]) => (openPanel(ctx), closePanel(ctx))],
  ["turning to a person", (ctx: ReturnType<typeof setUp>["ctx"]) => openContact(ctx)],
])("search is reported on %s", async (_way, act) => {
  const { ctx, settled } = setUp();
  ctx.search.type("res");
  await pass(200);
  act(ctx);
  expect(settled()).toHaveLength(1);
});

test("an opened result says which search it came from", async () => {
  const { ctx, get } = setUp();
  ctx.search.type("res");
  await pass(200);
  get.mockImplementation((async () => ({ id: "art_One", related: [], blocks: [] })) as never);
  ctx.search.pick(anAnswer("res", ["One"]).items[0]!);
  await pass(0);
  expect(ctx.sent.at(-1)).toMatchObject({ name: "article_viewed", article: "art_One", search: "sea_res", properties: { source: "search" } });
  expect(namesOf(ctx.sent)).toEqual(["search_settled", "help_opened", "article_viewed"]);
});

test("arrow keys run through the results and the text field", async () => {
  const { ctx } = setUp();
  ctx.search.type("res");
  await pass(200);
  const moves = ([1, 1, 1, -1] as const).map((by) => (ctx.search.move(by), ctx.panel.search.active));
  expect(moves).toEqual([0, 1, -1, 1]);
});

test("clearing the field clears the answer", async () => {
  const { ctx, get } = setUp();
  ctx.search.type("res");
  await pass(200);
  ctx.search.type("  ");
  await pass(2_000);
  expect(ctx.panel.search.answer).toBeNull();
  expect(get).toHaveBeenCalledTimes(1);
});

test("search says so when it failed", async () => {
  const { ctx } = setUp(async () => Promise.reject(new Error("down")));
  ctx.search.type("res");
  await pass(200);
  expect(ctx.panel.search.answer).toEqual({ state: "failed" });
});

const viewOf = ({ panel }: ReturnType<typeof setUp>["ctx"]) => currentView(panel);

test("Enter opens the result the arrow keys stand on, else the first", async () => {
  for (const [moves, title] of [[2, "Two"], [0, "One"]] as const) {
    const { ctx } = setUp();
    ctx.search.type("res");
    await pass(200);
    for (let move = 0; move < moves; move++) ctx.search.move(1);
    ctx.search.enter();
    expect(viewOf(ctx)).toMatchObject({ name: "article", title });
  }
});

test("Enter never opens a result of the query before: it asks at once, and stands on the first result", async () => {
  const { ctx, get } = setUp(async (query) => anAnswer(query, [`${query} one`]));
  ctx.search.type("invoice");
  await pass(200);
  ctx.search.type("bank account");
  ctx.search.move(1);
  ctx.search.enter();
  ctx.search.enter();
  expect(viewOf(ctx).name).toBe("home");
  await pass(1);
  expect(get.mock.calls.map(([, { q }]) => q)).toEqual(["invoice", "bank account"]);
  expect(ctx.panel.search.active).toBe(0);
  ctx.search.enter();
  expect(viewOf(ctx)).toMatchObject({ name: "article", title: "bank account one" });
});

test("results that come while the user types on are not stood on", async () => {
  const { ctx } = setUp();
  ctx.search.type("res");
  ctx.search.enter();
  ctx.search.type("rese");
  await pass(200);
  expect(ctx.panel.search.active).toBe(-1);
});

test("Enter asks again after a failure, and does nothing in an empty field", async () => {
  const { ctx, get } = setUp();
  get.mockRejectedValueOnce(new Error("down"));
  ctx.search.type("res");
  await pass(200);
  ctx.search.enter();
  await pass(1);
  expect(ctx.panel.search.answer?.state).toBe("ready");
  ctx.search.type("");
  ctx.search.enter();
  await pass(200);
  expect([viewOf(ctx).name, get.mock.calls.length]).toEqual(["home", 2]);
});

test("search says which open tasks lead to articles: neither what is done nor what is hidden nor what leads elsewhere", async () => {
  const read = (key: string) => aTask(key, { action: { article: key } });
  const { ctx, get } = setUp();
  const list = aChecklist([read("done"), read("hidden"), read("bank"), aTask("plain"), aTask("look", { action: { url: "/" } }), read("cards")]);
  list.status.tasks.done = { done_at: "2026-01-01T00:00:00Z", locked: false };
  delete list.status.tasks.hidden;
  ctx.boot.checklists = [list, { ...aChecklist([read("x")]), key: "other" }];
  ctx.search.type("a");
  await pass(200);
  expect(get.mock.calls[0]![1].tasks).toBe("list/bank,list/cards,other/x");
});

test("search names no more open tasks than the server takes, and says nothing where there are none", async () => {
  const { ctx, get } = setUp();
  ctx.search.type("a");
  await pass(200);
  expect(get.mock.calls[0]![1]).not.toHaveProperty("tasks");
  ctx.boot.checklists = [aChecklist(Array.from({ length: 12 }, (_, n) => aTask(`t${n}`, { action: { article: "x" } })))];
  ctx.search.type("ab");
  await pass(200);
  expect(String(get.mock.calls[1]![1].tasks).split(",")).toHaveLength(10);
});

test("search tells no more of the address than the page lets out, and never one too long for the server", async () => {
  const { ctx, get } = setUp();
  history.replaceState(null, "", "/reset/secret?mail=a#b");
  ctx.settings.cleanUrl = (url) => url.replace("secret", "…");
  ctx.search.type("a");
  await pass(200);
  ctx.settings.cleanUrl = () => `https://app.test/${"x".repeat(3_000)}`;
  ctx.search.type("ab");
  await pass(200);
  history.replaceState(null, "", "/");
  expect(get.mock.calls[0]![1].url).toBe(`${location.origin}/reset/…`);
  expect(String(get.mock.calls[1]![1].url)).toHaveLength(2_000);
});

test("search asks one thing at a time: a correction taken back while another answer is on its way gives that one up", async () => {
  const { ctx, get, signals } = setUpUnanswered();
  ctx.search.type("pasword");
  await pass(200);
  ctx.search.literally();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  ctx.search.type("pasword!");
  ctx.search.literally();
  await pass(1_000);
  expect(get).toHaveBeenCalledTimes(3);
});

test("search whose answer comes after the panel was closed says nothing over the page", async () => {
  const { ctx } = setUp(async (query) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return anAnswer(query, ["One"]);
  });
  openPanel(ctx);
  ctx.search.type("res");
  await pass(500);
  closePanel(ctx);
  await pass(5_000);
  expect(ctx.said).toEqual([]);
  expect(namesOf(ctx.sent)).toContain("search_settled");
});
