import type { Article, CollectionsAnswer } from "../types";
import type { ArticleSource } from "../context";
import { sendHelp } from "../help/session";
import type { PanelContext } from "./context";
import { goTo } from "./navigation";
import { read } from "./read";
import { currentSearch, type ArticleView, type Loaded } from "./state";

/** Opens an article by id or slug, and reports it as read once it is there, unless no `source` says how the user came to it now. */
export function openArticle(ctx: PanelContext, ref: string, source: ArticleSource | null, title = ""): void {
  const search = source === "search" ? currentSearch(ctx.panel) : undefined;
  const view: ArticleView = { name: "article", ref, title, source, article: { state: "loading" }, vote: null, comment: null, search };
  goTo(ctx, view);
  void loadArticle(ctx, view);
}

/** Fetches the article of `view`; also the retry after a failure. */
export const loadArticle = (ctx: PanelContext, view: ArticleView): Promise<void> =>
  load<Article>(ctx, `v1/articles/${encodeURIComponent(view.ref)}`, (article) => {
    view.article = article;
    const { source, search } = view;
    if (article.value && source) {
      sendHelp(ctx, { name: "article_viewed", article: article.value.id, search, properties: { source } });
    }
  });

async function load<T>(ctx: PanelContext, path: string, show: (loaded: Loaded<T>) => void): Promise<void> {
  const draw = (loaded: Loaded<T>): void => (show(loaded), ctx.render());
  draw({ state: "loading" });
  const answer = read<T>(ctx, path, { locale: ctx.boot.locale });
  draw(await answer.then((value) => ({ state: "ready", value }), () => ({ state: "failed" })));
}

export function vote(ctx: PanelContext, view: ArticleView, helpful: boolean): void {
  if (view.vote === helpful) return;
  view.vote = helpful;
  view.comment ??= "";
  sendVote(ctx, view);
}

/** Sends the vote once more, with what the reader adds to it. */
export function comment(ctx: PanelContext, view: ArticleView): void {
  const said = view.comment?.trim();
  if (!said) return;
  view.comment = null;
  sendVote(ctx, view, { comment: said });
}

function sendVote(ctx: PanelContext, { article, vote: helpful }: ArticleView, said: { comment?: string } = {}): void {
  if (!article.value) return;
  const { id, locale } = article.value;
  sendHelp(ctx, { name: "article_voted", article: id, properties: { helpful, locale, ...said } });
  ctx.announce(ctx.t("thanks"));
  ctx.render();
}

/** Opens the tree of topics at `path`, fetching it the first time in each language. */
export function browse(ctx: PanelContext, path: string[]): void {
  goTo(ctx, { name: "browse", path });
  if (!ctx.panel.collections[ctx.boot.locale]?.value) void loadCollections(ctx);
}

export function loadCollections(ctx: PanelContext): Promise<void> {
  const { locale } = ctx.boot;
  return load<CollectionsAnswer>(ctx, "v1/collections", (topics) => (ctx.panel.collections[locale] = topics));
}
