import type { ArticleRef } from "../../types";
import type { ArticleSource } from "../../context";
import { h, type Child } from "../../ui/dom";
import { icon, type IconName } from "../../ui/icons";
import { openArticle } from "../articles";
import type { PanelContext } from "../context";

/** A line that leads somewhere. */
export function row(picture: IconName, text: string, onclick: () => void, note = ""): Child {
  return (
    <button type="button" class="row" key={text} onclick={onclick}>
      {icon(picture)}<span>{text}</span>{note && <span class="muted">{note}</span>}{icon("forward")}
    </button>
  );
}

/** Lines that lead to articles. */
export const articleItems = (ctx: PanelContext, articles: ArticleRef[], source: ArticleSource): Child[] =>
  articles.map(({ id, title }) => <li key={id}>{row("article", title, () => openArticle(ctx, id, source, title))}</li>);
