import { h, type Child } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { openContact } from "../contact";
import type { PanelContext } from "../context";
import { closePanel, goBack } from "../navigation";
import { currentView } from "../state";
import { articleView } from "./article";
import { browseView } from "./browse";
import { checklistView } from "./checklist";
import { contactView } from "./contact";
import { homeView } from "./home";
import type { DrawnView } from "./view";

/** What stands in the panel: a title bar, the current view, and the way to a person. */
export function panelContent(ctx: PanelContext): Child[] {
  const { t, panel } = ctx;
  const view = currentView(panel);
  const { title, body, asks = false } = drawView(ctx);
  return [
    <header>
      {panel.stack.length > 1 && (
        <button class="icon" key="back" aria-label={t("back")} onclick={() => goBack(ctx)}>{icon("back")}</button>
      )}
      <h2 tabindex="-1">{title}</h2>
      <button class="icon" key="close" aria-label={t("close")} onclick={() => closePanel(ctx)}>{icon("close")}</button>
    </header>,
    <div class="view" key={`${view.name}-${panel.stack.length}`}>{body}</div>,
    !asks && (
      <footer>
        <button class="row" onclick={() => openContact(ctx)}>{icon("message")}<span>{t("contact")}</span></button>
      </footer>
    ),
  ];
}

function drawView(ctx: PanelContext): DrawnView {
  const view = currentView(ctx.panel);
  if (view.name === "checklist") return checklistView(ctx, view.key);
  if (view.name === "article") return articleView(ctx, view);
  if (view.name === "browse") return browseView(ctx, view.path);
  if (view.name === "contact") return contactView(ctx, view.form);
  return homeView(ctx);
}
