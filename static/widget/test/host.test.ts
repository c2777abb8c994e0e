import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApi } from "../src/api";
import { createHost } from "../src/host";
import type { EventsAnswer } from "../src/types";
import { aBoot, aChecklist, aContext, aStep, aTask, aToken, aTour } from "./fakes";

interface Body {
  key: string;
  token?: string;
  anonymous_id?: string;
  url?: string;
  traits?: object;
  company?: object | null;
  events?: { name: string; url: string }[];
}
type Call = { path: string; body: Body };

const calls: Call[] = [];
let reply: (call: Call) => unknown;
const answered: EventsAnswer = { accepted: 1, rejected: [], checklists: {}, tours: {} };

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
  calls.length = 0;
  reply = ({ path }) => (path === "/v1/boot" ? aBoot() : answered);
  vi.stubGlobal("PANEL_PART", "./panel.mjs");
  vi.stubGlobal("TOUR_PART", "./tour.mjs");
  // the widgets of the tests before would come back into the page
  vi.stubGlobal("MutationObserver", class { observe(): void {} disconnect(): void {} });
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const call = { path: new URL(url).pathname, body: JSON.parse(init.body as string) as Call["body"] };
    calls.push(call);
    const answer = await reply(call);
    return answer instanceof Response ? answer : Response.json(answer);
  });
});
afterEach(async () => {
  await vi.runOnlyPendingTimersAsync();
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.restoreAllMocks();
  history.replaceState(null, "", "/");
});

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(50);
const start = () => createApi(createHost("https://help.example/", "")) as Record<string, (...args: unknown[]) => Promise<unknown>>;
const boots = (): Call["body"][] => calls.filter(({ path }) => path === "/v1/boot").map(({ body }) => body);
const sent = (): string[] => calls.flatMap(({ body }) => (body.events ?? []).map(({ name }) => name));

test("nothing is stored and nothing is asked before init", async () => {
  start();
  await settle();
  expect(calls).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test("init and identify in one breath make one boot, of the user", async () => {
  const api = start();
  void api.init!({ key: "pk_1" });
  void api.identify!(aToken({ sub: "u_1" }));
  await settle();
  expect(boots()).toHaveLength(1);
  expect(boots()[0]).toMatchObject({ key: "pk_1", token: aToken({ sub: "u_1" }) });
});

test("init with the same key and token again does not start anew", async () => {
  const api = start();
  void api.init!({ key: "pk_1" });
  await settle();
  const widget = document.querySelector("handrail-widget");
  void api.init!({ key: "pk_1", locale: "de" });
  await settle();
  expect(document.querySelector("handrail-widget")).toBe(widget);
});

test("another user gets a widget of their own, and the first one's events go out as the first one's", async () => {
  const api = start();
  void api.init!({ key: "pk_1", token: aToken({ sub: "u_1" }) });
  await settle();
  const before = document.querySelector("handrail-widget");
  await api.track!("saved");
  void api.identify!(aToken({ sub: "u_2" }));
  await settle();
  const events = calls.filter(({ body }) => body.events?.some(({ name }) => name === "saved"));
  expect(events.map(({ body }) => body.token)).toEqual([aToken({ sub: "u_1" })]);
  expect(before?.isConnected).toBe(false);
  expect(document.querySelectorAll("handrail-widget")).toHaveLength(1);
});

test("reset wipes what is stored and goes on as a new visitor", async () => {
  const api = start();
  void api.init!({ key: "pk_1" });
  await settle();
  localStorage.setItem("theirs", "1");
  void api.reset!();
  await settle();
  const [first, second] = boots();
  expect(second!.anonymous_id).toBeTruthy();
  expect(second!.anonymous_id).not.toBe(first!.anonymous_id);
  expect(localStorage.getItem("theirs")).toBe("1");
});

test("calls made before boot are kept for it", async () => {
  const list = aChecklist([aTask("a")]);
  reply = ({ path }) => (path === "/v1/boot" ? aBoot({ checklists: [list] }) : answered);
  const api = start();
  void api.init!({ key: "pk_1" });
  const done = api.complete!("a");
  await settle();
  expect(await done).toBe(true);
  expect(sent()).toContain("task_completed");
});

test("an event that a task waits for leaves at once", async () => {
  const list = aChecklist([aTask("a", { complete_when: [{ event: "saved" }] })]);
  reply = ({ path }) => (path === "/v1/boot" ? aBoot({ checklists: [list] }) : answered);
  const api = start();
  void api.init!({ key: "pk_1" });
  await settle();
  void api.track!("saved");
  await vi.advanceTimersByTimeAsync(1);
  expect(sent()).toContain("saved");
});

test("a listener for ready that comes late is told at once", async () => {
  const api = start();
  void api.init!({ key: "pk_1" });
  await settle();
  const heard = vi.fn();
  api.on!("ready", heard);
  expect(heard).toHaveBeenCalledWith({ user: null });
});

test("events of the widget are events of the window too", async () => {
  const heard = vi.fn();
  addEventListener("handrail:ready", heard, { once: true });
  void start().init!({ key: "pk_1" });
  await settle();
  expect((heard.mock.calls[0]![0] as CustomEvent).detail).toEqual({ user: null });
});

test("a refused key warns and leaves the page alone", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.stubGlobal("fetch", async () => Response.json({ title: "Forbidden", status: 403, detail: "Origin not allowed" }, { status: 403 }));
  void start().init!({ key: "pk_1" });
  await settle();
  expect(warn).toHaveBeenCalledWith("Handrail did not start:", "Origin not allowed");
  expect(document.querySelector("handrail-widget")).toBeNull();
});

const refusal = (status: number): Response => Response.json({ title: "Refused", status, detail: "Refused" }, { status });
const sentBy = (name: string): (string | undefined)[] =>
  calls.filter(({ body }) => body.events?.some((event) => event.name === name)).map(({ body }) => body.token);
const ada = aToken({ sub: "u_1" });
const bob = aToken({ sub: "u_2" });

test("identify without a token asks the source there was last, also after a logout", async () => {
  let user: string | null = null;
  const api = start();
  void api.init!({ key: "pk_1", token: () => user });
  for (const next of [ada, bob]) {
    await settle();
    void api.reset!();
    await settle();
    user = next;
    void api.identify!();
  }
  await settle();
  expect(boots().map(({ token }) => token)).toEqual([undefined, undefined, ada, undefined, bob]);
});

test("the same function again is asked who the user is now, and another user gets a widget of their own", async () => {
  let user = ada;
  const source = (): string => user;
  const api = start();
  void api.init!({ key: "pk_1", token: source });
  void api.identify!(source, { name: "Ada" });
  void api.group!("c_1");
  await settle();
  const before = document.querySelector("handrail-widget");
  user = bob;
  void api.identify!(source, { seats: 3 });
  await settle();
  expect(before?.isConnected).toBe(false);
  expect(boots().at(-1)).toMatchObject({ token: bob, traits: { seats: 3 }, company: null });
});

test("another function for the same user leaves the widget as it is", async () => {
  const api = start();
  void api.init!({ key: "pk_1", token: () => ada });
  await settle();
  const widget = document.querySelector("handrail-widget");
  void api.identify!(() => ada, { seats: 3 });
  await settle();
  expect(document.querySelector("handrail-widget")).toBe(widget);
  expect(boots().at(-1)).toMatchObject({ token: ada, traits: { seats: 3 } });
});

test.each([bob, null])("a source that goes on with %s sends nothing of the first user's, and starts anew", async (later) => {
  let user: string | null = ada;
  const api = start();
  reply = ({ path, body }) => (path === "/v1/boot" ? aBoot() : body.token === ada ? refusal(401) : answered);
  void api.init!({ key: "pk_1", token: () => user });
  await settle();
  user = later;
  await api.track!("saved");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(new Set(sentBy("saved"))).toEqual(new Set([ada]));
  expect(boots().at(-1)!.token).toBe(later ?? undefined);
  reply = ({ path }) => (path === "/v1/boot" ? aBoot() : answered);
  void api.identify!(ada);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(sentBy("saved").at(-1)).toBe(ada);
});

test("events refused with the user's token go out once the page has a better one, and the page is told", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const heard = vi.fn();
  addEventListener("handrail:refused", heard, { once: true });
  const [old, fresh] = [aToken({ sub: "u_1", n: 1 }), aToken({ sub: "u_1", n: 2 })];
  reply = ({ path, body }) => (path === "/v1/boot" ? aBoot() : body.token === old ? refusal(401) : answered);
  const api = start();
  void api.init!({ key: "pk_1", token: old });
  await settle();
  await api.track!("saved");
  await vi.advanceTimersByTimeAsync(2_000);
  expect((heard.mock.calls[0]![0] as CustomEvent).detail).toEqual({ status: 401 });
  void api.identify!(fresh);
  await settle();
  expect(sentBy("saved")).toEqual([old, fresh]);
});

test("a page of another address than the server takes has a widget too", async () => {
  history.replaceState(null, "", `/list?ids=${"1,".repeat(1_500)}#top`);
  void start().init!({ key: "pk_1" });
  await vi.advanceTimersByTimeAsync(1_100);
  expect(new URL(boots()[0]!.url!).pathname).toBe("/list");
  expect(new URL(boots()[0]!.url!).search).toBe("");
  expect(calls.at(-1)!.body.events!.map(({ url }) => new URL(url).pathname)).toEqual(["/list"]);
});

test("an option that is undefined replaces no default", async () => {
  void start().init!({ key: "pk_1", cleanUrl: undefined, navigate: undefined });
  await settle();
  expect(boots()[0]!.url).toBe(location.href);
});

test.each(["online", "visibilitychange"])("a widget that gave up starts at %s", async (name) => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  reply = () => refusal(503);
  void start().init!({ key: "pk_1" });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(boots()).toHaveLength(7);
  reply = ({ path }) => (path === "/v1/boot" ? aBoot() : answered);
  dispatchEvent(new Event(name));
  await settle();
  expect(document.querySelector("handrail-widget")).not.toBeNull();
});

test("a token's address is asked for the token", async () => {
  const server = fetch;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => (url === "/handrail-token" ? new Response(ada) : server(url, init)));
  void start().init!({ key: "pk_1", tokenUrl: "/handrail-token" });
  await settle();
  expect(boots()[0]!.token).toBe(ada);
});

test("group takes a number for an id", async () => {
  const api = start();
  void api.init!({ key: "pk_1" });
  void api.group!(42);
  await settle();
  expect(boots()[0]).toMatchObject({ company: { id: "42" } });
});

test("group names the company of the user", async () => {
  const api = start();
  void api.init!({ key: "pk_1" });
  void api.group!("c_1", { name: "Acme", plan: "pro" });
  await settle();
  expect(boots()[0]).toMatchObject({ company: { id: "c_1", name: "Acme", traits: { plan: "pro" } } });
});

test("a listener for ready that throws at once is a listener all the same", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const api = start();
  void api.init!({ key: "pk_1" });
  await settle();
  const heard = vi.fn(() => {
    throw new Error("theirs");
  });
  expect(() => api.on!("ready", heard)).toThrow("theirs");
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  void api.identify!(ada);
  await settle();
  expect(heard).toHaveBeenCalledTimes(2);
  warn.mockRestore();
});

test("what another tab tells does not take back what this one has not sent yet", async () => {
  let tell: (message: object) => void = () => undefined;
  vi.stubGlobal("BroadcastChannel", class {
    set onmessage(heard: (event: { data: object }) => void) {
      tell = (data) => heard({ data });
    }
    postMessage(): void {}
    close(): void {}
  });
  const list = aChecklist([aTask("a"), aTask("b")]);
  reply = ({ path }) => (path === "/v1/boot" ? aBoot({ checklists: [list] }) : new Promise(() => undefined));
  const api = start();
  void api.init!({ key: "pk_1" });
  await settle();
  const heard = vi.fn();
  void api.on!("complete", heard);
  void api.complete!("a");
  await settle();
  tell({ owner: "", checklists: { list: aChecklist([aTask("a"), aTask("b")]).status }, tours: {} });
  void api.complete!("a");
  await settle();
  expect(heard).toHaveBeenCalledTimes(1);
});

test("events that nobody asked for do not pile up", async () => {
  const session = aContext();
  const api = createApi({ ready: null, bus: session.bus, session: async () => session } as never) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  for (let n = 0; n < 300; n++) await api.track!(`event ${n}`);
  expect(session.heard.length).toBeLessThanOrEqual(50);
  expect(session.heard.at(-1)).toBe("event 299");
});

/** What comes up by itself, of parts that note what they are asked to do. */
async function comesUp(kept: Record<string, object>, boot = aBoot()): Promise<string[]> {
  const done: string[] = [];
  const noting = (name: string): string => `${name}: () => globalThis.done.push("${name}")`;
  const part = (...names: string[]): string => `data:text/javascript,export const create = () => ({ ${names.map(noting)} })`;
  const parts = [part("restore", "offer"), part("resume")];
  vi.stubGlobal("done", done);
  vi.stubGlobal("PANEL_PART", parts[0]);
  vi.stubGlobal("TOUR_PART", parts[1]);
  for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(`handrail:pk_1::${key}`, JSON.stringify(value));
  reply = ({ path }) => (path === "/v1/boot" ? boot : answered);
  void start().init!({ key: "pk_1" });
  await settle();
  await Promise.all(parts.map((address) => import(/* @vite-ignore */ address)));
  await settle();
  return done;
}
const aNewList = () => aChecklist([aTask("a")], { state: "not_started" });
const startsHere = () => aTour([aStep("one")], { start_when: { url: "*" } });
const panel = { name: "home" };
const place = { tour: "tour", version: 2, step: "one", seen: [] };

test.each([
  ["the tour this tab is in", { tour: place, panel }, ["resume"]],
  ["the panel as it was left", { panel }, ["restore"]],
  ["a tour that starts here", {}, ["resume"]],
])("one thing at most comes up by itself: %s", async (_what, kept, expected) => {
  expect(await comesUp(kept, aBoot({ checklists: [aNewList()], tours: [startsHere()] }))).toEqual(expected);
});

test("a list that nobody has seen comes up where nothing else does", async () => {
  expect(await comesUp({}, aBoot({ checklists: [aNewList()] }))).toEqual(["offer"]);
});

test("an open panel suggests what belongs to the page that a router goes on to", async () => {
  const holds = "data:text/javascript,export const create = ({ root }) => ({ open: () => root.hold('panel') })";
  vi.stubGlobal("PANEL_PART", holds);
  const api = start();
  void api.init!({ key: "pk_1" });
  await settle();
  const go = async (path: string): Promise<void> => {
    history.pushState(null, "", path);
    await vi.advanceTimersByTimeAsync(600);
  };
  await go("/closed");
  await api.open!();
  await go("/open");
  expect(boots().map(({ url }) => new URL(url!).pathname)).toEqual(["/", "/open"]);
});
