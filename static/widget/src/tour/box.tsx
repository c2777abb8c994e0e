import { renderBlocks } from "../text/blocks";
import { h, type Child } from "../ui/dom";
import { icon } from "../ui/icons";
import { hasButton } from "./advance";
import type { TourContext } from "./context";
import { numberOf, stepAfter } from "./order";
import type { Pause, Scene } from "./scene";

/** What stands in the box while the tour looks for its next step. */
export function pauseContent({ t }: TourContext, { tour, end }: Pause): Child[] {
  return [head(t, tour.title, end), <p id="step-body" class="muted">{t("tour_waiting")}</p>];
}

/** What stands in a step's box. */
export function boxContent(ctx: TourContext, { tour, step, target, next, back, end }: Scene): Child[] {
  const { t } = ctx;
  const last = !stepAfter(tour, step);
  return [
    <i class="arrow" />,
    head(t, step.title, end),
    <div id="step-body" class="prose">{renderBlocks(step.body, (article) => void ctx.loadPanel().then((panel) => panel?.article(article, "link")))}</div>,
    <div class="foot">
      {tour.steps.length > 1 && <span class="muted">{t("step_of", { n: numberOf(tour, step), total: tour.steps.length })}</span>}
      {back && <button class="button quiet" onclick={back}>{t("previous")}</button>}
      {hasButton(step, target) && <button class="button" onclick={next}>{t(last ? "done" : "next")}</button>}
    </div>,
  ];
}

const head = (t: TourContext["t"], title: string, end: Scene["end"]): Child => (
  <div class="head">
    <h2 id="step-title">{title}</h2>
    <button class="icon" aria-label={t("end_tour")} onclick={() => end("closed")}>{icon("close")}</button>
  </div>
);
