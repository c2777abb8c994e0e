import { h, type Child } from "../../ui/dom";
import type { PanelContext } from "../context";

export const loading = ({ t }: PanelContext): Child => <p class="muted" key="loading">{t("loading")}</p>;

export function failed({ t }: PanelContext, retry: () => void): Child {
  return (
    <div class="empty" key="failed">
      <strong>{t("failed")}</strong>
      <button class="button" onclick={retry}>{t("retry")}</button>
    </div>
  );
}
