import css from "../css/panel-part.css";
import { findChecklist } from "../checklist/choices";
import type { Context, Panel } from "../context";
import { panel as english } from "../text/en";
import { openArticle } from "./articles";
import { openContact } from "./contact";
import type { PanelContext } from "./context";
import { restoreView } from "./memory";
import { closePanel, goTo, openChecklist, openPanel } from "./navigation";
import { createScreen } from "./screen";
import { createSearch } from "./search";
import { newPanelState } from "./state";

/** Fetched when the user first reaches for help. */
export function create(base: Context): Panel {
  base.root.style(css);
  // inherits, so that a new boot answer is seen here too
  const ctx = Object.assign(Object.create(base) as Context, { panel: newPanelState(), t: base.translate(english) }) as PanelContext;
  Object.assign(ctx, { search: createSearch(ctx) });
  base.wire.on("changed", createScreen(ctx, base.root));
  const stop = base.bus.on("complete", ({ kind, key }) => kind === "checklist" && (ctx.panel.celebrating = key));
  base.signal.addEventListener("abort", stop);

  return {
    toggle: () => (ctx.panel.open ? closePanel(ctx) : openPanel(ctx)),
    open(name = "", key = "") {
      const list = findChecklist(ctx, key) ?? ctx.boot.checklists[0];
      if (name === "contact") openContact(ctx);
      else if (name === "checklist" && list) openChecklist(ctx, list);
      else goTo(ctx, { name: "home" });
    },
    close: () => closePanel(ctx),
    search(query) {
      goTo(ctx, { name: "home" });
      ctx.search.type(query);
    },
    article: (ref, source) => openArticle(ctx, ref, source),
    restore: () => restoreView(ctx),
    offer(key) {
      const list = findChecklist(ctx, key);
      if (!list || ctx.panel.open) return;
      ctx.panel.quiet = true;
      openChecklist(ctx, list);
    },
  };
}
