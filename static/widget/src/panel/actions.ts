import type { Checklist, Task } from "../types";
import { safe } from "../page/address";
import { openArticle } from "./articles";
import { openContact } from "./contact";
import type { PanelContext } from "./context";
import { closePanel } from "./navigation";

/** Does what the task's button promises. */
export function runAction(ctx: PanelContext, list: Checklist, task: Task): void {
  const { action } = task;
  if (!action) return;
  ctx.send(list, "task_clicked", task);
  if ("article" in action) return openArticle(ctx, action.article, "link");
  if ("contact" in action) return openContact(ctx);
  closePanel(ctx);
  if ("tour" in action) void ctx.loadTours().then((tours) => tours?.start(action.tour));
  else if ("callback" in action) callHost(ctx, action.callback, list, task);
  else open(ctx, action.url, !!action.new_tab);
}

function callHost(ctx: PanelContext, name: string, list: Checklist, task: Task): void {
  const done = (): void => ctx.complete(list, task, "callback");
  ctx.bus.emit("callback", { name, checklist: list.key, task: task.key, complete: done });
}

function open(ctx: PanelContext, address: string, newTab: boolean): void {
  const url = safe(address, /^(https?|mailto):$/);
  if (!url) return;
  if (newTab) window.open(url.href, "_blank", "noopener");
  else if (url.origin === location.origin) ctx.settings.navigate(url.pathname + url.search + url.hash);
  else location.assign(url.href);
}
