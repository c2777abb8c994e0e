import { findChecklist } from "../checklist/choices";
import { openArticle } from "./articles";
import { newForm } from "./contact";
import type { PanelContext } from "./context";
import { goTo, openChecklist } from "./navigation";
import type { View } from "./state";

const KEY = "panel";

/** What is kept of the view in an open panel, so that a page load does not close what the user is following. */
interface Kept {
  name: View["name"];
  key?: string;
  title?: string;
}

export function keepView({ tab }: PanelContext, view: View): void {
  const { name } = view;
  const which = name === "article" ? { key: view.ref, title: view.title } : name === "checklist" && { key: view.key };
  tab.set(KEY, { name, ...which } satisfies Kept);
}

export const forgetView = ({ tab }: PanelContext): void => tab.remove(KEY);

/** Opens the panel as the page before left it, without taking focus and without counting anything again. */
export function restoreView(ctx: PanelContext): void {
  const kept = ctx.tab.get<Kept>(KEY);
  if (!kept || ctx.panel.open) return;
  const { name, key = "", title = "" } = kept;
  ctx.panel.helped = ctx.panel.quiet = true;
  const list = findChecklist(ctx, key);
  if (name === "checklist" && list) return openChecklist(ctx, list);
  if (name === "contact") return goTo(ctx, { name, form: newForm(ctx) });
  if (name === "article") return openArticle(ctx, key, null, title);
  goTo(ctx, { name: "home" });
}
