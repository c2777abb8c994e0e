import type { Boot } from "../types";

/** A key of the English texts, or what several share whose wording depends on `n`: `results` for `results_one` and so on. */
export type Key<Texts> = PluralStem<keyof Texts & string>;
type PluralStem<Name extends string> = Name extends `${infer Start}_other` ? Start | Name : Name;
export type Values = Record<string, string | number>;
export type Translate<Texts> = (key: Key<Texts>, values?: Values) => string;

/** Texts in the language of the latest boot answer: its own over English, `{name}` filled in, plurals by the locale's rules. */
export function createTranslate<Texts extends Record<string, string>>(english: Texts, latest: () => Boot): Translate<Texts> {
  return (key, values = {}) => {
    const { texts, locale } = latest();
    const wording = (name: string): string | undefined => texts[name] ?? english[name];
    const form = typeof values.n === "number" ? wording(`${key}_${plural(locale, values.n)}`) : undefined;
    const text = form ?? wording(key) ?? wording(`${key}_other`) ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}

function plural(locale: string, n: number): string {
  try {
    return new Intl.PluralRules(locale).select(n);
  } catch {
    return "other";
  }
}
