import type { Checklist } from "../types";
import { openTasks } from "../checklist/status";
import { sendHelp } from "../help/session";
import type { PanelContext } from "./context";
import { currentView, type View } from "./state";

/** Opens the panel, if need be, and shows `view` on top of what is there. */
export function goTo(ctx: PanelContext, view: View): void {
  const { panel } = ctx;
  panel.stack = view.name === "home" ? [view] : [...panel.stack, view];
  openPanel(ctx);
}

/** Opens a checklist with the task unfolded that is to be done next. */
export function openChecklist(ctx: PanelContext, list: Checklist): void {
  ctx.panel.unfolded[list.key] ??= openTasks(list)[0]?.key ?? "";
  goTo(ctx, { name: "checklist", key: list.key });
}

export function goBack({ panel, render }: PanelContext): void {
  if (panel.stack.length > 1) panel.stack.pop();
  render();
}

export function openPanel(ctx: PanelContext): void {
  const { panel } = ctx;
  const { name } = currentView(panel);
  if (!panel.helped && name !== "checklist") {
    panel.helped = true;
    sendHelp(ctx, { name: "help_opened" });
  }
  if (!panel.open) {
    panel.open = true;
    ctx.root.hold("panel");
    ctx.bus.emit("open", { view: name });
    ctx.refreshIfStale();
  }
  ctx.render();
}

export function closePanel(ctx: PanelContext): void {
  const { panel } = ctx;
  if (!panel.open) return;
  ctx.search.settle();
  panel.open = panel.helped = false;
  panel.celebrating = null;
  ctx.root.release("panel");
  ctx.bus.emit("close", {});
  ctx.render();
}
