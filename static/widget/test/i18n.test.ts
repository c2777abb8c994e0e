import { expect, test } from "vitest";
import { core, panel, tour } from "../src/text/en";
import { createTranslate } from "../src/text/i18n";
import { aBoot } from "./fakes";

test("translate fills in values", () => {
  expect(createTranslate(core, () => aBoot())("progress", { done: 2, total: 5 })).toBe("2 of 5 completed");
});

test("translate leaves a placeholder nobody filled", () => {
  expect(createTranslate(core, () => aBoot())("progress", { done: 2 })).toBe("2 of {total} completed");
});

test("translate lets the server's texts win", () => {
  const boot = aBoot({ texts: { launcher: "Hilfe" }, locale: "de" });
  expect(createTranslate(core, () => boot)("launcher")).toBe("Hilfe");
});

test("translate chooses the plural by the locale's rules", () => {
  const texts = { results_one: "{n} wynik", results_few: "{n} wyniki", results_many: "{n} wyników", results_other: "{n} wyniku" };
  const t = createTranslate(panel, () => aBoot({ texts, locale: "pl" }));
  expect([1, 3, 5, 1.5].map((n) => t("results", { n }))).toEqual(["1 wynik", "3 wyniki", "5 wyników", "1.5 wyniku"]);
});

test("translate survives a locale that is none", () => {
  expect(createTranslate(panel, () => aBoot({ locale: "not a locale" }))("results", { n: 1 })).toBe("1 results");
});

test("translate follows a new boot answer", () => {
  let boot = aBoot();
  const t = createTranslate(core, () => boot);
  boot = aBoot({ texts: { launcher: "Aide" } });
  expect(t("launcher")).toBe("Aide");
});

test("texts have no key with two meanings", () => {
  const shared = Object.keys(tour).filter((key) => key in panel);
  expect(shared).toEqual([]);
});
