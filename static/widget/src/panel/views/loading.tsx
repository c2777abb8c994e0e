import { h, type Child } from "../../ui/dom";
import type { PanelContext } from "../context";
import type { Loaded } from "../state";

/** What stands in the place of something until it is there. */
export const instead = (ctx: PanelContext, of: Loaded<unknown> | undefined, retry: () => void): Child =>
  of?.state === "failed" ? failed(ctx, retry) : <p class="muted" key="loading">{ctx.t("loading")}</p>;

export function failed({ t }: PanelContext, retry: () => void): Child {
  return (
    <div class="empty" key="failed">
      <strong>{t("failed")}</strong>
      <button class="button" onclick={retry}>{t("retry")}</button>
    </div>
  );
}
