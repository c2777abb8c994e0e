import type { Article, CollectionsAnswer } from "../types";
import type { ArticleSource } from "../context";
import { sendHelp } from "../help/session";
import type { PanelContext } from "./context";
import { goTo } from "./navigation";
import { read } from "./read";
import { currentSearch, type ArticleView } from "./state";

/** Opens an article by id or slug, and reports it as read once it is there. */
export function openArticle(ctx: PanelContext, ref: string, source: ArticleSource, title = ""): void {
  const search = source === "search" ? currentSearch(ctx.panel) : undefined;
  const view: ArticleView = { name: "article", ref, title, source, article: { state: "loading" }, vote: null, ...(search && { search }) };
  goTo(ctx, view);
  void loadArticle(ctx, view);
}

/** Fetches the article of `view`; also the retry after a failure. */
export async function loadArticle(ctx: PanelContext, view: ArticleView): Promise<void> {
  view.article = { state: "loading" };
  ctx.render();
  try {
    const path = `v1/articles/${encodeURIComponent(view.ref)}`;
    const article = await read<Article>(ctx, path, { locale: ctx.boot.locale });
    view.article = { state: "ready", value: article };
    const search = view.search && { search: view.search };
    const { source } = view;
    if (source) sendHelp(ctx, { name: "article_viewed", article: article.id, ...search, properties: { source } });
  } catch {
    view.article = { state: "failed" };
  }
  ctx.render();
}

export function vote(ctx: PanelContext, view: ArticleView, helpful: boolean): void {
  if (view.article.state !== "ready" || view.vote === helpful) return;
  view.vote = helpful;
  const { id, locale } = view.article.value;
  sendHelp(ctx, { name: "article_voted", article: id, properties: { helpful, locale } });
  ctx.announce(ctx.t("thanks"));
  ctx.render();
}

/** Opens the tree of topics at `path`, fetching it the first time. */
export function browse(ctx: PanelContext, path: string[]): void {
  goTo(ctx, { name: "browse", path });
  if (ctx.panel.collections?.state !== "ready") void loadCollections(ctx);
}

export async function loadCollections(ctx: PanelContext): Promise<void> {
  ctx.panel.collections = { state: "loading" };
  ctx.render();
  try {
    const { items, articles } = await read<CollectionsAnswer>(ctx, "v1/collections", { locale: ctx.boot.locale });
    ctx.panel.collections = { state: "ready", value: { slug: "", title: "", description: "", articles, collections: items } };
  } catch {
    ctx.panel.collections = { state: "failed" };
  }
  ctx.render();
}
