import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TourContext } from "../src/tour/context";
import { rememberPlace } from "../src/tour/memory";
import { createTourRunner } from "../src/tour/runner";
import type { Scene, Stage } from "../src/tour/scene";
import type { Tour } from "../src/types";
import { aBoot, aContext, aStep, aTour, namesOf } from "./fakes";

beforeEach(() => {
  vi.useFakeTimers();
  // happy-dom lays nothing out, so everything would count as invisible
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({ width: 10, height: 10 } as DOMRect);
  document.body.innerHTML = `<button id="one">One</button><button id="two">Two</button>`;
  window.happyDOM.setURL("https://app.example/customers");
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function setUp(...tours: Tour[]) {
  const ctx = aContext(aBoot({ tours }));
  const scenes: Scene[] = [];
  const stage: Stage = { show: (scene) => void scenes.push(scene), wait: vi.fn(), hide: vi.fn(), close: vi.fn() };
  const runner = createTourRunner(ctx as unknown as TourContext, stage);
  return { ctx, runner, scenes, stage, scene: () => scenes.at(-1)!, shown: () => scenes.map(({ step }) => step.key) };
}
const settle = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

test("tour starts with its first paint and completes after its last step", async () => {
  const { ctx, runner, scene, stage } = setUp(aTour([aStep("a"), aStep("b")]));
  expect(runner.start("tour")).toBe(true);
  await settle();
  scene().next();
  await settle();
  scene().next();
  expect(namesOf(ctx.sent)).toEqual(["tour_started", "step_seen", "step_seen", "tour_completed"]);
  expect(stage.close).toHaveBeenCalledTimes(1);
  expect(ctx.tab.get("tour")).toBeNull();
});

test("tour that does not exist does not start", () => {
  expect(setUp().runner.start("none")).toBe(false);
});

test("tour reports a missing target, shows the step without it, and leaves out an optional one", async () => {
  const gone = { target: [{ css: "#gone" }] };
  const { ctx, runner, scene, shown } = setUp(aTour([aStep("a", { ...gone, optional: true }), aStep("b", gone)]));
  runner.start("tour");
  await settle(1_250);
  expect(shown()).toEqual([]);
  await settle(1_250);
  expect(shown()).toEqual(["b"]);
  expect(scene().target).toBeNull();
  expect(namesOf(ctx.sent)).toEqual(["step_missing", "step_missing", "tour_started", "step_seen"]);
});

test("tour whose every step is missing has not happened", async () => {
  const { ctx, runner } = setUp(aTour([aStep("a", { target: [{ css: "#gone" }], optional: true })]));
  runner.start("tour");
  await settle(1_500);
  expect(namesOf(ctx.sent)).toEqual(["step_missing"]);
});

test("tour waits for a target that comes late", async () => {
  const { runner, scene } = setUp(aTour([aStep("a", { target: [{ css: "#late" }] })]));
  runner.start("tour");
  await settle(100);
  document.body.insertAdjacentHTML("beforeend", `<i id="late">x</i>`);
  await settle(250);
  expect(scene().target?.id).toBe("late");
});

test("tour says that it waits after a moment, and not of a target that comes sooner", async () => {
  const { runner, scene, stage } = setUp(aTour([aStep("a", { target: [{ css: "#late" }] }), aStep("b", { target: [{ css: "#later" }] })]));
  runner.start("tour");
  await settle(100);
  document.body.insertAdjacentHTML("beforeend", `<i id="late">x</i>`);
  await settle(1_000);
  expect(stage.wait).not.toHaveBeenCalled();
  scene().next();
  await settle(399);
  expect(stage.wait).not.toHaveBeenCalled();
  await settle(1);
  expect(stage.wait).toHaveBeenCalledTimes(1);
});

test("tour neither shows a step it waited for nor misses it while the panel is open", async () => {
  const { ctx, runner, shown } = setUp(aTour([aStep("a", { target: [{ css: "#late" }] })]));
  runner.start("tour");
  await settle(100);
  ctx.root.hold("panel");
  await settle(60_000);
  document.body.insertAdjacentHTML("beforeend", `<i id="late">x</i>`);
  await settle(60_000);
  expect(shown()).toEqual([]);
  ctx.root.release("panel");
  await settle(250);
  expect(shown()).toEqual(["a"]);
  expect(namesOf(ctx.sent)).not.toContain("step_missing");
});

test("step whose target is there comes in front of the panel when the user goes on to it", async () => {
  const { ctx, runner, shown } = setUp(aTour([aStep("a", { target: [{ css: "#one" }] })]));
  ctx.root.hold("panel");
  runner.start("tour");
  await settle();
  expect(shown()).toEqual(["a"]);
});

test.each([
  ["by the user is not begun by the address again", "escape", ["tour_ended"], "ended"],
  ["by the page has not happened", "stopped", [], "not_started"],
])("tour that is ended before its first step %s", async (_whose, reason, names, state) => {
  const tour = aTour([aStep("a", { target: [{ css: "#late" }] })]);
  const { ctx, runner } = setUp(tour);
  runner.start("tour");
  await settle(500);
  runner.stop(reason);
  expect(namesOf(ctx.sent)).toEqual(names);
  expect(tour.status.state).toBe(state);
});

test("tour reports that a lower candidate found the target", async () => {
  const { ctx, runner } = setUp(aTour([aStep("a", { target: [{ css: "#gone" }, { css: "#two" }] })]));
  runner.start("tour");
  await settle();
  expect(ctx.sent).toContainEqual({ name: "target_fallback", content: "tour", version: 2, step: "a", properties: { candidate: 1 } });
});

test("tour advances on a click on its target and on nothing else", async () => {
  const step = aStep("a", { target: [{ css: "#one" }], advance: [{ on: "click" }] });
  const { runner, shown } = setUp(aTour([step, aStep("b")]));
  runner.start("tour");
  await settle();
  document.getElementById("two")!.click();
  await settle();
  expect(shown()).toEqual(["a"]);
  document.getElementById("one")!.click();
  await settle();
  expect(shown()).toEqual(["a", "b"]);
});

test("tour advances on the host's event", async () => {
  const { runner, shown } = setUp(aTour([aStep("a", { advance: [{ on: "event", event: "saved" }] }), aStep("b")]));
  runner.start("tour");
  await settle();
  runner.tracked("opened");
  runner.tracked("saved");
  await settle();
  expect(shown()).toEqual(["a", "b"]);
});

test("tour navigates at once after its own button", async () => {
  const { ctx, runner, scene } = setUp(aTour([aStep("a"), aStep("b", { url: "/invoices/*", open: "/invoices/new" })]));
  runner.start("tour");
  await settle();
  scene().next();
  await settle();
  expect(ctx.settings.navigate).toHaveBeenCalledWith("/invoices/new");
});

test("tour leaves it to the page to navigate after a click, for as long as the step may take", async () => {
  const step = aStep("a", { target: [{ css: "#one" }], advance: [{ on: "click" }] });
  const { ctx, runner, shown } = setUp(aTour([step, aStep("b", { url: "/invoices/*", open: "/invoices/new" })]));
  runner.start("tour");
  await settle();
  document.getElementById("one")!.click();
  await settle(900);
  expect(ctx.settings.navigate).not.toHaveBeenCalled();
  window.happyDOM.setURL("https://app.example/invoices/7?customer=3");
  runner.routeChanged();
  await settle(1_000);
  expect(ctx.settings.navigate).not.toHaveBeenCalled();
  expect(shown()).toEqual(["a", "b"]);
});

test("tour hides while the user is elsewhere, and never drags them back", async () => {
  const { ctx, runner, shown, stage } = setUp(aTour([aStep("a", { url: "/customers", open: "/customers" })]));
  runner.start("tour");
  await settle();
  window.happyDOM.setURL("https://app.example/reports");
  runner.routeChanged();
  await settle(10_000);
  expect(stage.hide).toHaveBeenCalled();
  expect(ctx.settings.navigate).not.toHaveBeenCalled();
  window.happyDOM.setURL("https://app.example/customers");
  runner.routeChanged();
  await settle();
  expect(shown()).toEqual(["a", "a"]);
  expect(namesOf(ctx.sent).filter((name) => name === "step_seen")).toHaveLength(1);
});

test("tour is not restarted by a route change that concerns it not", async () => {
  const { runner, shown } = setUp(aTour([aStep("a")]));
  runner.start("tour");
  await settle();
  window.happyDOM.setURL("https://app.example/customers?page=2");
  runner.routeChanged();
  await settle();
  expect(shown()).toEqual(["a"]);
});

test("tour goes on after a page load by the key of its step, quietly about what was reported", async () => {
  const { ctx, runner, shown } = setUp(aTour([aStep("new"), aStep("a"), aStep("b")], { status: { state: "active", step: "a" } }));
  rememberPlace(ctx.tab, { tour: "tour", version: 1, step: "b", seen: ["a"] });
  runner.resume();
  await settle();
  expect(shown()).toEqual(["b"]);
  expect(namesOf(ctx.sent)).toEqual(["step_seen"]);
});

test("tour that lost its step key is forgotten", () => {
  const { ctx, runner, scenes } = setUp(aTour([aStep("a")]));
  rememberPlace(ctx.tab, { tour: "tour", version: 1, step: "gone", seen: ["gone"] });
  runner.resume();
  expect(scenes).toEqual([]);
  expect(ctx.tab.get("tour")).toBeNull();
});

test("tour starts by address once, and not over an open panel", async () => {
  const tour = aTour([aStep("a")], { start_when: { url: "/customers" } });
  const { ctx, runner, shown } = setUp(tour);
  ctx.root.hold("panel");
  runner.resume();
  await settle();
  expect(shown()).toEqual([]);
  ctx.root.release("panel");
  runner.resume();
  await settle();
  runner.stop("escape");
  runner.resume();
  await settle();
  expect(shown()).toEqual(["a"]);
});

test("tour that is ended says where and why", async () => {
  const { ctx, runner, scene } = setUp(aTour([aStep("a")]));
  runner.start("tour");
  await settle();
  scene().end("escape");
  expect(ctx.sent.at(-1)).toEqual({ name: "tour_ended", content: "tour", version: 2, step: "a", properties: { reason: "escape" } });
});

test("tour goes back the way it came, without counting a step twice", async () => {
  const { ctx, runner, scene, shown } = setUp(aTour([aStep("a"), aStep("b")]));
  runner.start("tour");
  await settle();
  expect(scene().back).toBeUndefined();
  scene().next();
  await settle();
  scene().back!();
  await settle();
  expect(shown()).toEqual(["a", "b", "a"]);
  expect(namesOf(ctx.sent).filter((name) => name === "step_seen")).toHaveLength(2);
});

test("tour finds its target again when the page replaced it, without taking focus", async () => {
  const { runner, scene, scenes } = setUp(aTour([aStep("a", { target: [{ css: "#one" }] })]));
  runner.start("tour");
  await settle();
  document.body.innerHTML = `<button id="one" class="new">One</button>`;
  scene().lost();
  await settle();
  expect(scenes).toHaveLength(2);
  expect(scene().target?.className).toBe("new");
  expect(scene().quiet).toBe(true);
});

test("tour goes on to its end after a new boot answer", async () => {
  const { ctx, runner, scene, shown } = setUp(aTour([aStep("a"), aStep("b"), aStep("c")]));
  runner.start("tour");
  await settle();
  scene().next();
  await settle();
  ctx.boot = aBoot({ tours: [aTour([aStep("a"), aStep("b"), aStep("c")])] });
  runner.renew();
  await settle();
  expect(shown()).toEqual(["a", "b"]);
  scene().next();
  await settle();
  scene().next();
  expect(shown()).toEqual(["a", "b", "c"]);
  expect(namesOf(ctx.sent).at(-1)).toBe("tour_completed");
});

test("tour that a new boot answer words anew is drawn anew, without taking focus", async () => {
  const { ctx, runner, scene } = setUp(aTour([aStep("a")]));
  runner.start("tour");
  await settle();
  ctx.boot = aBoot({ tours: [aTour([aStep("a", { title: "Neu" })])] });
  runner.renew();
  await settle();
  expect([scene().step.title, scene().quiet]).toEqual(["Neu", true]);
});

test.each([
  ["the next that is left", ["a", "c", "d"], "c"],
  ["the last that is left", ["a"], "a"],
])("tour whose step a new boot answer took away goes on at %s", async (_which, left, expected) => {
  const { ctx, runner, scene } = setUp(aTour(["a", "b", "c", "d"].map((key) => aStep(key))));
  runner.start("tour", "b");
  await settle();
  ctx.boot = aBoot({ tours: [aTour(left.map((key) => aStep(key)))] });
  runner.renew();
  await settle();
  expect(scene().step.key).toBe(expected);
});

test("tour that a new boot answer left no known step is ended", async () => {
  const { ctx, runner, stage } = setUp(aTour([aStep("a")]));
  runner.start("tour");
  await settle();
  ctx.boot = aBoot({ tours: [aTour([aStep("new")])] });
  runner.renew();
  expect(ctx.sent.at(-1)).toMatchObject({ name: "tour_ended", step: "a", properties: { reason: "missing" } });
  expect(stage.close).toHaveBeenCalledTimes(1);
});
