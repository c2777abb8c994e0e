import type { Checklist, Tour } from "../../types";
import { isOpen, openTasks } from "../../checklist/status";
import { h, type Child } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { openContact } from "../contact";
import type { PanelContext } from "../context";
import { closePanel, openChecklist } from "../navigation";
import { progressBar } from "./progress";
import { articleList, browseRow, row } from "./row";
import { searchField, searchResults } from "./search";
import type { DrawnView } from "./view";

/** Where the panel opens: what is left to do, the search, what may help on this page, all topics, a person. */
export function homeView(ctx: PanelContext): DrawnView {
  const { t, boot, panel } = ctx;
  const { mode } = boot.help;
  const searching = !!panel.search.query.trim();
  const rest = [
    boot.checklists.map((list) => listCard(ctx, list)),
    boot.tours.map((tour) => resumeRow(ctx, tour)),
    articleList(ctx, t("suggestions"), boot.help.suggestions, "suggestion"),
    browseRow(ctx),
    mode === "neutral" && askCard(ctx),
  ];
  return {
    title: t("greeting"),
    body: [mode === "ask_first" && askCard(ctx), searchField(ctx), searching ? searchResults(ctx) : rest],
    asks: mode === "ask_first" || (mode === "neutral" && !searching),
  };
}

function listCard(ctx: PanelContext, list: Checklist): Child {
  const { t } = ctx;
  const [next] = openTasks(list);
  const open = (): void => openChecklist(ctx, list);
  if (!isOpen(list)) return row(list.status.state === "completed" ? "check" : "article", list.title, open, stateText(ctx, list));
  return (
    <button class="card" key={`list-${list.key}`} onclick={open}>
      <strong>{list.title}</strong>
      {progressBar(list, t)}
      <span class="next">{next ? t("next_task", { title: next.title }) : t("all_done")}{icon("forward")}</span>
    </button>
  );
}

/** Why a list asks for nothing now. */
function stateText({ t, boot }: PanelContext, { status }: Checklist): string {
  if (status.state === "completed") return t("all_done");
  if (status.state === "dismissed") return t("dismissed");
  const time = new Intl.DateTimeFormat(boot.locale, { weekday: "long", hour: "numeric", minute: "numeric" });
  return t("snoozed", { time: time.format(new Date(status.snoozed_until!)) });
}

function resumeRow(ctx: PanelContext, { key, title, status }: Tour): Child {
  if (status.state !== "active") return null;
  const resume = (): void => {
    closePanel(ctx);
    void ctx.loadTours().then((tours) => tours?.start(key, status.step));
  };
  return row("play", ctx.t("tour_resume", { title }), resume);
}

function askCard(ctx: PanelContext): Child {
  const { t } = ctx;
  return (
    <button class="card ask" key="ask" onclick={() => openContact(ctx)}>
      <strong>{t("contact")}</strong>
      <span class="muted">{t("contact_text")}</span>
    </button>
  );
}
