import { noteShown } from "../checklist/choices";
import { isOpen } from "../checklist/status";
import { focused } from "../page/focus";
import { patch } from "../ui/dom";
import type { Root } from "../ui/root";
import type { PanelContext } from "./context";
import { forgetView, keepView } from "./memory";
import { closePanel } from "./navigation";
import { currentView, type View } from "./state";
import { panelContent } from "./views/content";

/** Draws the panel, and moves focus where a new view begins. The result is the function that redraws soon. */
export function createScreen(ctx: PanelContext, root: Root): () => void {
  const panel = root.layer("section", { id: "panel", class: "panel", role: "region" });
  panel.addEventListener("keydown", (event) => event.key === "Escape" && closePanel(ctx));
  let opener: HTMLElement | null = null;
  let shown: View | null = null;
  let waiting = false;

  function draw(): void {
    waiting = false;
    if (ctx.signal.aborted) return;
    if (ctx.panel.open) show(currentView(ctx.panel));
    else if (shown) hide();
  }

  function show(view: View): void {
    if (!shown) opener = focused();
    const inside = panel.contains(focused());
    panel.ariaLabel = ctx.t("panel");
    patch(panel, panelContent(ctx));
    root.open(panel);
    panel.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    noteLists(ctx, view);
    const begins = shown !== view;
    const lost = inside && !panel.contains(focused()); // what had focus was taken away, such as the button pressed
    if (!begins && !lost) return;
    shown = view;
    if (begins) keepView(ctx, view);
    if (lost || !ctx.panel.quiet) startOf(panel, view)?.focus({ preventScroll: true });
    ctx.panel.quiet = false;
  }

  function hide(): void {
    const inside = panel.contains(focused());
    shown = null;
    forgetView(ctx);
    root.close(panel);
    if (!inside) return;
    opener?.focus({ preventScroll: true });
    const returned = opener !== document.body && focused() === opener;
    if (!returned) root.frame.querySelector<HTMLElement>(".launcher")?.focus({ preventScroll: true });
  }

  return () => {
    if (!waiting) queueMicrotask(draw);
    waiting = true;
  };
}

/** The search box where a keyboard is at hand; on a phone it would cover half the panel with another. */
function startOf(panel: HTMLElement, { name }: View): HTMLElement | null {
  const types = name === "home" && matchMedia("(pointer: fine)").matches;
  return panel.querySelector(types ? "input" : "h2");
}

function noteLists(ctx: PanelContext, view: View): void {
  const searching = ctx.panel.search.query.trim();
  for (const list of ctx.boot.checklists) {
    const onScreen = view.name === "home" ? isOpen(list) && !searching : view.name === "checklist" && view.key === list.key;
    if (onScreen) noteShown(ctx, list);
  }
}
