import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApi } from "../src/api";
import { createHost } from "../src/host";
import type { EventsAnswer } from "../src/types";
import { aBoot, aChecklist, aTask, aToken } from "./fakes";

type Call = { path: string; body: { key: string; token?: string; anonymous_id?: string; events?: { name: string }[] } };

const calls: Call[] = [];
let reply: (call: Call) => unknown;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
  calls.length = 0;
  reply = ({ path }) => (path === "/v1/boot" ? aBoot() : ({ accepted: 1, rejected: [], checklists: {}, tours: {} } satisfies EventsAnswer));
  vi.stubGlobal("PANEL_PART", "./panel.mjs");
  vi.stubGlobal("TOUR_PART", "./tour.mjs");
  vi.stubGlobal("fetch", async (url: URL, init: RequestInit) => {
    const call = { path: url.pathname, body: JSON.parse(init.body as string) as Call["body"] };
    calls.push(call);
    return Response.json(reply(call));
  });
});
afterEach(async () => {
  await vi.runOnlyPendingTimersAsync();
  document.body.replaceChildren();
  vi.useRealTimers();
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
  reply = ({ path }) => (path === "/v1/boot" ? aBoot({ checklists: [list] }) : { accepted: 1, rejected: [], checklists: {}, tours: {} });
  const api = start();
  void api.init!({ key: "pk_1" });
  const done = api.complete!("a");
  await settle();
  expect(await done).toBe(true);
  expect(sent()).toContain("task_completed");
});

test("an event that a task waits for leaves at once", async () => {
  const list = aChecklist([aTask("a", { complete_when: [{ event: "saved" }] })]);
  reply = ({ path }) => (path === "/v1/boot" ? aBoot({ checklists: [list] }) : { accepted: 1, rejected: [], checklists: {}, tours: {} });
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

test("group names the company of the user", async () => {
  const api = start();
  void api.init!({ key: "pk_1" });
  void api.group!("c_1", { name: "Acme", plan: "pro" });
  await settle();
  expect(boots()[0]).toMatchObject({ company: { id: "c_1", name: "Acme", traits: { plan: "pro" } } });
});
