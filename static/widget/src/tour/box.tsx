import { renderBlocks } from "../text/blocks";
import { h, type Child } from "../ui/dom";
import { icon } from "../ui/icons";
import { hasButton } from "./advance";
import type { TourContext } from "./context";
import { numberOf, stepAfter } from "./order";
import type { Scene } from "./scene";

/** What stands in a step's box. */
export function boxContent(ctx: TourContext, { tour, step, target, next, back, end }: Scene): Child[] {
  const { t } = ctx;
  const last = !stepAfter(tour, step);
  return [
    <i class="arrow" />,
    <div class="head">
      <h2 id="step-title">{step.title}</h2>
      <button class="icon" aria-label={t("end_tour")} onclick={() => end("closed")}>{icon("close")}</button>
    </div>,
    <div id="step-body" class="prose">{renderBlocks(step.body, (article) => void ctx.loadPanel().then((panel) => panel?.article(article, "link")))}</div>,
    <div class="foot">
      {tour.steps.length > 1 && <span class="muted">{t("step_of", { n: numberOf(tour, step), total: tour.steps.length })}</span>}
      {back && <button class="button quiet" onclick={back}>{t("previous")}</button>}
      {hasButton(step, target) && <button class="button" onclick={next}>{t(last ? "done" : "next")}</button>}
    </div>,
  ];
}
