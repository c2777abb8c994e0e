import type { Article } from "../../types";
import { safe } from "../../page/address";
import { renderBlocks } from "../../text/blocks";
import { h, type Child } from "../../ui/dom";
import { loadArticle, openArticle, vote } from "../articles";
import { openContact } from "../contact";
import type { PanelContext } from "../context";
import type { ArticleView } from "../state";
import { failed, loading } from "./loading";
import { articleItems } from "./row";
import type { DrawnView } from "./view";

/** One article, with what to do when it helped and when it did not. */
export function articleView(ctx: PanelContext, view: ArticleView): DrawnView {
  const { article } = view;
  if (article.state === "loading") return { title: view.title || ctx.t("loading"), body: loading(ctx) };
  if (article.state === "failed") return { title: view.title, body: failed(ctx, () => void loadArticle(ctx, view)) };
  const { blocks, locale, title, related, url } = article.value;
  return {
    title,
    body: [
      <article class="prose" lang={locale}>{renderBlocks(blocks, (ref) => openArticle(ctx, ref, "link"))}</article>,
      safe(url, /^https?:$/) && <p><a class="muted" href={url} target="_blank" rel="noopener">{ctx.t("open_page")}</a></p>,
      voting(ctx, view),
      related.length > 0 && relatedList(ctx, related),
    ],
  };
}

function voting(ctx: PanelContext, view: ArticleView): Child {
  const { t } = ctx;
  const button = (helpful: boolean): Child => (
    <button type="button" class="button quiet" aria-pressed={view.vote === helpful} onclick={() => vote(ctx, view, helpful)}>
      {t(helpful ? "yes" : "no")}
    </button>
  );
  return (
    <div class="vote" role="group" aria-labelledby="helpful">
      <strong id="helpful">{t(view.vote === null ? "helpful" : "thanks")}</strong>
      {button(true)}{button(false)}
      <button type="button" class={view.vote === false ? "button" : "link"} onclick={() => openContact(ctx)}>{t("still_stuck")}</button>
    </div>
  );
}

function relatedList(ctx: PanelContext, articles: Article["related"]): Child {
  return [
    <h3>{ctx.t("related")}</h3>,
    <ul class="rows">{articleItems(ctx, articles, "link")}</ul>,
  ];
}
