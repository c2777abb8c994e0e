import type { Checklist } from "../../types";
import { h, type Child } from "../../ui/dom";
import type { PanelContext } from "../context";

/** How far `list` has come, as a bar with words for screen readers. */
export function progressBar({ title, status: { done, total } }: Checklist, t: PanelContext["t"]): Child {
  const text = t("progress", { done, total });
  return (
    <div class="progress">
      <div
        role="progressbar" aria-label={title} aria-valuemin="0" aria-valuemax={total} aria-valuenow={done} aria-valuetext={text}
        css={{ "--share": String(total ? done / total : 1) }}
      >
        <i />
      </div>
      <span class="muted" aria-hidden="true">{text}</span>
    </div>
  );
}
