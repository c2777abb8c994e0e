import { beforeEach, expect, test, vi } from "vitest";
import { browse } from "../src/panel/articles";
import { panelContent } from "../src/panel/views/content";
import { keepView, restoreView } from "../src/panel/memory";
import { closePanel, goBack, goTo, openChecklist, openPanel } from "../src/panel/navigation";
import { currentView } from "../src/panel/state";
import type { HelpSettings } from "../src/types";
import { patch } from "../src/ui/dom";
import { aBoot, aChecklist, aPanelContext, aTask, namesOf } from "./fakes";

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
});

function setUp(help: Partial<HelpSettings> = {}, tasks = [aTask("one"), aTask("two")]) {
  const boot = aBoot({ checklists: [aChecklist(tasks)] });
  Object.assign(boot.help, help);
  const ctx = aPanelContext(boot, { get: vi.fn(() => new Promise(() => undefined)) as never });
  const draw = (): HTMLElement => (patch(root, panelContent(ctx)), root);
  const contacts = (): number => [...draw().querySelectorAll("button")].filter((each) => each.textContent?.startsWith("Contact us")).length;
  return { ctx, draw, contacts };
}

test.each(["self_service", "neutral", "ask_first"] as const)("in mode %s contact is one click away from every view, once", (mode) => {
  const { ctx, contacts } = setUp({ mode });
  const seen = [contacts()];
  openChecklist(ctx, ctx.boot.checklists[0]!);
  seen.push(contacts());
  goTo(ctx, { name: "browse", path: [] });
  seen.push(contacts());
  goTo(ctx, { name: "home" });
  ctx.panel.search.query = "words";
  seen.push(contacts());
  expect(seen).toEqual([1, 1, 1, 1]);
});

test("a visit to help is counted once for each opening, and a look at the checklist is none", () => {
  const { ctx } = setUp();
  openChecklist(ctx, ctx.boot.checklists[0]!);
  expect(namesOf(ctx.sent)).not.toContain("help_opened");
  goTo(ctx, { name: "browse", path: [] });
  goBack(ctx);
  closePanel(ctx);
  openPanel(ctx);
  expect(namesOf(ctx.sent).filter((name) => name === "help_opened")).toHaveLength(1);
});

test("a checklist opens with the next task unfolded", () => {
  const { ctx, draw } = setUp();
  ctx.boot.checklists[0]!.status.tasks.one!.done_at = "2026-11-22T10:00:00.000Z";
  openChecklist(ctx, ctx.boot.checklists[0]!);
  const unfolded = draw().querySelector("[aria-expanded=true]");
  expect(unfolded?.textContent).toContain("two");
});

test("each checklist opens with its own next task unfolded", () => {
  const { ctx, draw } = setUp();
  ctx.boot.checklists.push({ ...aChecklist([aTask("three"), aTask("two")]), key: "other" });
  const unfolded = (): (string | undefined)[] => [...draw().querySelectorAll("[aria-expanded=true] .title")].map((each) => each.textContent ?? "");
  openChecklist(ctx, ctx.boot.checklists[0]!);
  expect(unfolded()).toEqual(["one"]);
  openChecklist(ctx, ctx.boot.checklists[1]!);
  expect(unfolded()).toEqual(["three"]);
  draw().querySelectorAll<HTMLElement>(".task")[1]!.click();
  expect(unfolded()).toEqual(["two"]);
  goBack(ctx);
  expect(unfolded()).toEqual(["one"]);
});

test("a list is celebrated until the panel is closed", () => {
  const { ctx, draw } = setUp();
  ctx.boot.checklists[0]!.status.state = "completed";
  ctx.panel.celebrating = "list";
  openChecklist(ctx, ctx.boot.checklists[0]!);
  expect(draw().querySelector(".celebrate")).not.toBeNull();
  closePanel(ctx);
  openPanel(ctx);
  expect(draw().querySelector(".all-done")).not.toBeNull();
  expect(draw().querySelector(".celebrate")).toBeNull();
});

test("a task shows what it offers: its action, a tick by hand, nothing while it is locked", () => {
  const tasks = [aTask("one", { action: { new_tab: true, url: "/x" } as never, manual: true }), aTask("two", { manual: true })];
  const { ctx, draw } = setUp({}, tasks);
  ctx.boot.checklists[0]!.status.tasks.two!.locked = true;
  openChecklist(ctx, ctx.boot.checklists[0]!);
  const buttons = (): string[] => [...draw().querySelectorAll(".detail button")].map((each) => each.textContent ?? "");
  expect(buttons()).toEqual(["Open", "Mark as done"]);
  ctx.panel.unfolded.list = "two";
  expect(buttons()).toEqual([]);
});

test("a completed task says so in words", () => {
  const { ctx, draw } = setUp();
  ctx.boot.checklists[0]!.status.tasks.one!.done_at = "2026-11-22T10:00:00.000Z";
  openChecklist(ctx, ctx.boot.checklists[0]!);
  expect(draw().querySelector("[data-state=done] button")?.textContent).toContain("completed");
});

test("the view of an open panel is brought back quietly, and an unknown one is the home view", () => {
  const { ctx } = setUp();
  keepView(ctx, { name: "checklist", key: "list" });
  restoreView(ctx);
  expect(currentView(ctx.panel)).toEqual({ name: "checklist", key: "list" });
  expect(ctx.panel.quiet).toBe(true);
  const other = setUp().ctx;
  keepView(other, { name: "checklist", key: "gone" });
  restoreView(other);
  expect(currentView(other.panel).name).toBe("home");
  expect(namesOf(other.sent)).toEqual([]);
});

test("topics show the articles that are in none of them", async () => {
  const { ctx, draw } = setUp();
  const [loose, inside] = ["Loose", "Inside"].map((title) => ({ id: title, slug: title, title, locale: "en" }));
  const topic = { slug: "bank", title: "Banking", description: null, articles: [inside!], collections: [] };
  vi.mocked(ctx.http.get).mockResolvedValue({ items: [topic], articles: [loose] });
  const rows = (): string[] => [...draw().querySelectorAll(".rows .row")].map((each) => each.textContent ?? "");
  browse(ctx, []);
  await vi.waitFor(() => expect(rows()).toEqual(["Banking1 article", "Loose"]));
  browse(ctx, ["bank"]);
  expect(rows()).toEqual(["Inside"]);
});

test("topics are asked for anew in another language", async () => {
  const { ctx, draw } = setUp();
  const topics = (title: string): object => ({ items: [{ slug: "a", title, description: "", articles: [], collections: [] }], articles: [] });
  vi.mocked(ctx.http.get).mockImplementation(async (_path, { locale }) => topics(String(locale)) as never);
  const rows = (): string[] => [...draw().querySelectorAll(".rows .row")].map((each) => each.textContent ?? "");
  browse(ctx, []);
  await vi.waitFor(() => expect(rows()).toEqual(["en0 articles"]));
  ctx.boot.locale = "de";
  browse(ctx, []);
  await vi.waitFor(() => expect(rows()).toEqual(["de0 articles"]));
  browse(ctx, []);
  expect(ctx.http.get).toHaveBeenCalledTimes(2);
});
