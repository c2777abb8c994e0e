import { safe } from "../../page/address";
import { renderBlocks } from "../../text/blocks";
import { h, type Child } from "../../ui/dom";
import { comment, loadArticle, openArticle, vote } from "../articles";
import { openContact } from "../contact";
import type { PanelContext } from "../context";
import type { ArticleView } from "../state";
import { instead } from "./loading";
import { articleList, badge } from "./row";
import type { DrawnView } from "./view";

/** One article, with what to do when it helped and when it did not. */
export function articleView(ctx: PanelContext, view: ArticleView): DrawnView {
  const { article } = view;
  if (!article.value) return { title: view.title || ctx.t("panel"), body: instead(ctx, article, () => void loadArticle(ctx, view)) };
  const { blocks, locale, title, related, url } = article.value;
  return {
    title,
    body: [
      badge(ctx, locale) && <p class="muted" key="language">{badge(ctx, locale)}</p>,
      <article class="prose" lang={locale}>{renderBlocks(blocks, (ref) => openArticle(ctx, ref, "link"))}</article>,
      safe(url, /^https?:$/) && <p><a class="muted" href={url} target="_blank" rel="noopener">{ctx.t("open_page")}</a></p>,
      voting(ctx, view),
      articleList(ctx, ctx.t("related"), related, "link"),
    ],
  };
}

function voting(ctx: PanelContext, view: ArticleView): Child {
  const { t } = ctx;
  const button = (helpful: boolean): Child => (
    <button class="button quiet" aria-pressed={view.vote === helpful} onclick={() => vote(ctx, view, helpful)}>
      {t(helpful ? "yes" : "no")}
    </button>
  );
  return (
    <div class="vote" role="group" aria-labelledby="helpful">
      <strong id="helpful">{t(view.vote === null ? "helpful" : "thanks")}</strong>
      {button(true)}{button(false)}
      <button class={view.vote === false ? "button" : "link"} onclick={() => openContact(ctx)}>{t("still_stuck")}</button>
      {view.comment !== null && commentForm(ctx, view)}
    </div>
  );
}

function commentForm(ctx: PanelContext, view: ArticleView): Child {
  const { t } = ctx;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    comment(ctx, view);
  };
  return (
    <form key="comment" onsubmit={submit}>
      <div class="labelled">
        <label for="comment">{t(view.vote ? "why_helpful" : "why_not")}</label>
        <textarea id="comment" rows="2" maxlength="1000" value={view.comment}
          oninput={(event) => (view.comment = (event.target as HTMLTextAreaElement).value)} />
      </div>
      <button type="submit" class="button quiet">{t("send")}</button>
    </form>
  );
}
