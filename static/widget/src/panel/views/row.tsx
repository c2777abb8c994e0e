import type { ArticleRef } from "../../types";
import type { ArticleSource } from "../../context";
import { h, type Child } from "../../ui/dom";
import { icon, type IconName } from "../../ui/icons";
import { isForeign, languageName } from "../../text/language";
import { browse, openArticle } from "../articles";
import type { PanelContext } from "../context";

/** A line that leads somewhere. */
export function row(picture: IconName, text: string, onclick: () => void, note = ""): Child {
  return (
    <button class="row" key={text} onclick={onclick}>
      {icon(picture)}<span>{text}</span>{note && <span class="muted">{note}</span>}{icon("forward")}
    </button>
  );
}

/** In which language an article is; empty where it is the reader's. */
export const badge = ({ boot, t }: PanelContext, locale: string): string =>
  isForeign(locale, boot) ? t("in_language", { language: languageName(locale, boot) }) : "";

/** Lines that lead to articles. */
export const articleItems = (ctx: PanelContext, articles: Omit<ArticleRef, "slug">[], source: ArticleSource): Child[] =>
  articles.map(({ id, title, locale }) => (
    <li key={id}>{row("article", title, () => openArticle(ctx, id, source, title), badge(ctx, locale))}</li>
  ));

/** The same under a heading; nothing where there are none. */
export const articleList = (ctx: PanelContext, heading: string, articles: Omit<ArticleRef, "slug">[], source: ArticleSource): Child =>
  articles.length > 0 && [<h3>{heading}</h3>, <ul class="rows">{articleItems(ctx, articles, source)}</ul>];

export const browseRow = (ctx: PanelContext): Child => row("topics", ctx.t("browse"), () => browse(ctx, []));
