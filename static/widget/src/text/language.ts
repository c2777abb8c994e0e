import type { Boot } from "../types";

/** Whether `locale` is another language than the reader's. */
export const isForeign = (locale: string, { locale: own }: Boot): boolean => locale.split("-")[0] !== own.split("-")[0];

/** The language's name, in the reader's own. */
export const languageName = (locale: string, boot: Boot): string =>
  new Intl.DisplayNames([boot.locale, "en"], { type: "language" }).of(locale) ?? locale;
