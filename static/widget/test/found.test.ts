import { beforeEach, expect, test, vi } from "vitest";
import { openArticle } from "../src/panel/articles";
import { panelContent } from "../src/panel/views/content";
import type { SearchAnswer } from "../src/types";
import { patch } from "../src/ui/dom";
import { aBoot, anAnswer, aPanelContext } from "./fakes";

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
});

const ARTICLE = { id: "art_1", slug: "bank", title: "Bank", locale: "de", collection: [], blocks: ["Text"], url: "", updated_at: "", related: [] };
const entry = (title: string, locale = "en") => ({ id: title, slug: title, title, locale });

function setUp(answer: Partial<SearchAnswer> = {}) {
  const ctx = aPanelContext(aBoot(), { get: vi.fn(async () => ARTICLE) as never });
  ctx.panel.search.query = "bnak acount";
  ctx.panel.search.answer = { state: "ready", value: anAnswer("bnak acount", [], answer) };
  const draw = (): HTMLElement => (patch(root, panelContent(ctx)), root);
  const press = (words: string): void => [...draw().querySelectorAll("button")].find((each) => each.textContent === words)!.click();
  return { ctx, draw, press };
}

async function read() {
  const all = setUp();
  openArticle(all.ctx, "bank", "link");
  await vi.waitFor(() => expect(all.draw().querySelector("article")).not.toBeNull());
  const say = (words: string): void => {
    const field = all.draw().querySelector("textarea")!;
    field.value = words;
    field.dispatchEvent(new Event("input"));
    field.form!.dispatchEvent(new Event("submit", { cancelable: true }));
  };
  const votes = () => all.ctx.sent.filter(({ name }) => name === "article_voted").map(({ properties }) => properties);
  return { ...all, say, votes };
}

test("another spelling is one press away, under results and where there are none", () => {
  for (const titles of [[], ["One"]]) {
    const { ctx, draw, press } = setUp({ ...anAnswer("", titles), did_you_mean: "bank account" });
    ctx.search.type = vi.fn();
    press("Did you mean “bank account”?");
    expect(ctx.search.type).toHaveBeenCalledWith("bank account");
    expect(draw().querySelectorAll("[role=option]")).toHaveLength(titles.length);
  }
});

test("results say so when no article has all of the words", () => {
  const partial = "No article has all of these words.";
  expect(setUp({ ...anAnswer("", ["One"]), holds_all: false }).draw().textContent).toContain(partial);
  expect(setUp(anAnswer("", ["One"])).draw().textContent).not.toContain(partial);
  expect(setUp().draw().textContent).not.toContain(partial);
});

test.each([
  ["Perhaps one of these", { nearest: anAnswer("", ["Near"]).items, offered: [entry("Read")] }, "Near"],
  ["Good places to start", { offered: [entry("Read")] }, "Read"],
])("where nothing is found, what is shown says what it is: %s; then all topics, then a person", (heading, answer, title) => {
  const { draw } = setUp(answer);
  const seen = [...draw().querySelectorAll(".view h3, .view button")].map((each) => each.textContent);
  expect(seen).toEqual(["", heading, title, "Browse all topics", "Contact us"]); // the first clears the search
});

test("an article in another language says which, in a list and at its head", async () => {
  const { draw } = setUp({ offered: [entry("Hilfe", "de"), entry("Help", "en-GB")] });
  expect([...draw().querySelectorAll(".rows .row")].map((each) => each.textContent)).toEqual(["Hilfein German", "Help"]);
  expect((await read()).draw().querySelector("article")!.previousElementSibling!.textContent).toBe("in German");
});

test("a comment goes with the vote it explains, once", async () => {
  const { draw, press, say, votes } = await read();
  expect(draw().querySelector("textarea")).toBeNull();
  press("No");
  expect(draw().querySelector("label")!.textContent).toBe("What was missing?");
  say("   ");
  say(" The address ");
  expect(votes()).toEqual([{ helpful: false, locale: "de" }, { helpful: false, locale: "de", comment: "The address" }]);
  expect(draw().querySelector("textarea")).toBeNull();
});

test("a vote that is changed keeps what is being written", async () => {
  const { draw, press, votes } = await read();
  press("No");
  const field = draw().querySelector("textarea")!;
  field.value = "Half a sen";
  field.dispatchEvent(new Event("input"));
  press("Yes");
  expect(draw().querySelector("textarea")!.value).toBe("Half a sen");
  expect(draw().querySelector("label")!.textContent).toBe("Would you like to add something?");
  expect(votes()).toEqual([{ helpful: false, locale: "de" }, { helpful: true, locale: "de" }]);
});
