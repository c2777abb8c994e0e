import type { Checklist, Task } from "../../types";
import { dismiss, findChecklist, reopen, snooze } from "../../checklist/choices";
import { isDone, isLocked, isOpen, visibleTasks } from "../../checklist/status";
import { renderBlocks } from "../../text/blocks";
import type { panel as texts } from "../../text/en";
import { h, type Child } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { runAction } from "../actions";
import { openArticle } from "../articles";
import type { PanelContext } from "../context";
import { goBack } from "../navigation";
import { progressBar } from "./progress";
import type { DrawnView } from "./view";

const ACTIONS = ["url", "tour", "article", "contact", "callback"] as const;

/** One checklist in full. */
export function checklistView(ctx: PanelContext, key: string): DrawnView {
  const list = findChecklist(ctx, key);
  if (!list) return { title: ctx.t("panel"), body: null };
  const celebrating = ctx.panel.celebrating === key;
  return {
    title: list.title,
    body: [
      progressBar(list, ctx.t),
      list.status.state === "completed" && <p class={celebrating ? "all-done celebrate" : "all-done"} key="done">{icon("check")}{ctx.t("all_done")}</p>,
      <div class="prose muted">{prose(ctx, list.intro)}</div>,
      <ol class="tasks">{visibleTasks(list).map((task) => taskItem(ctx, list, task))}</ol>,
      listButtons(ctx, list),
    ],
  };
}

const prose = (ctx: PanelContext, blocks: Task["body"]): Child =>
  renderBlocks(blocks, (article) => openArticle(ctx, article, "link"));

function taskItem(ctx: PanelContext, list: Checklist, task: Task): Child {
  const { t, panel } = ctx;
  const done = isDone(list, task);
  const locked = isLocked(list, task);
  const unfolded = panel.unfolded[list.key] === task.key;
  const toggle = (): void => {
    panel.unfolded[list.key] = unfolded ? "" : task.key;
    ctx.render();
  };
  const note = done ? "task_done" : locked ? "task_locked" : task.optional ? "task_optional" : null;
  return (
    <li key={task.key} data-state={done ? "done" : locked ? "locked" : "open"}>
      <button class="task" aria-expanded={unfolded} aria-controls={`task-${task.key}`} onclick={toggle}>
        <span class="tick">{done ? icon("check") : locked ? icon("lock") : null}</span>
        <span class="title">{task.title}</span>
        {note && <span class={done ? "unseen" : "note"}>{t(note)}</span>}
        {icon("down")}
      </button>
      {unfolded && (
        <div class="prose detail" id={`task-${task.key}`}>
          {prose(ctx, task.body)}
          {!locked && taskButtons(ctx, list, task, done)}
        </div>
      )}
    </li>
  );
}

function taskButtons(ctx: PanelContext, list: Checklist, task: Task, done: boolean): Child {
  const { t } = ctx;
  const tick = (): void => (done ? ctx.undo(list, task) : ctx.complete(list, task, "hand"));
  return (
    <div class="buttons">
      {task.action && !done && (
        <button class="button" key="action" onclick={() => runAction(ctx, list, task)}>
          {t(`action_${ACTIONS.find((kind) => kind in task.action!)!}`)}
        </button>
      )}
      {task.manual && <button class="button quiet" key="tick" onclick={tick}>{t(done ? "task_undo" : "task_mark")}</button>}
    </div>
  );
}

function listButtons(ctx: PanelContext, list: Checklist): Child {
  const { t } = ctx;
  const button = (text: keyof typeof texts, onclick: () => void): Child => (
    <button class="link" key={text} onclick={onclick}>{t(text)}</button>
  );
  const putAway = (how: typeof snooze | typeof dismiss) => (): void => {
    how(ctx, list);
    goBack(ctx);
  };
  if (list.status.state === "completed") return null;
  return (
    <div class="buttons quiet">
      {isOpen(list)
        ? [button("snooze", putAway(snooze)), list.dismissible && button("dismiss", putAway(dismiss))]
        : button("reopen", () => reopen(ctx, list))}
    </div>
  );
}
