import type { Collection } from "../../types";
import { h } from "../../ui/dom";
import { browse, loadCollections } from "../articles";
import type { PanelContext } from "../context";
import { instead } from "./loading";
import { articleItems, row } from "./row";
import type { DrawnView } from "./view";

/** The topics inside the collection at `path`, and its articles. */
export function browseView(ctx: PanelContext, path: string[]): DrawnView {
  const { t, panel, boot } = ctx;
  const collections = panel.collections[boot.locale];
  if (!collections?.value) return { title: t("browse"), body: instead(ctx, collections, () => void loadCollections(ctx)) };
  const { articles, items } = collections.value;
  const here = inside({ slug: "", title: "", description: "", articles, collections: items }, path);
  return {
    title: here.title || t("browse"),
    body: [
      here.description && <p class="muted">{here.description}</p>,
      <ul class="rows">
        {here.collections.map((child) => (
          <li key={child.slug}>{row("topics", child.title, () => browse(ctx, [...path, child.slug]), t("articles", { n: count(child) }))}</li>
        ))}
        {articleItems(ctx, here.articles, "browse")}
      </ul>,
    ],
  };
}

/** The collection at the end of `path`; the root, which has no title, for an empty path. */
const inside = (root: Collection, path: string[]): Collection =>
  path.reduce((at, slug) => at.collections.find((child) => child.slug === slug) ?? at, root);

const count = ({ articles, collections }: Collection): number =>
  collections.reduce((sum, child) => sum + count(child), articles.length);
