import type { Context } from "../context";
import { isOpen } from "../checklist/status";
import { DOWN } from "./strokes";

const QUESTION = "M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1.1-1.3 2.1M12 17.5v.01";

/** The round button in the corner, with the open checklist's progress on it. The result draws it anew. */
export function createLauncher(ctx: Context): () => void {
  const button = document.createElement("button");
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = picture.appendChild(document.createElementNS(picture.namespaceURI, "path"));
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.ariaHidden = "true";
  button.type = "button";
  button.className = "launcher";
  button.setAttribute("aria-controls", "panel");
  button.append(picture);

  button.onpointerenter = button.onfocus = () => void ctx.loadPanel(); // there by the time it is pressed
  button.onclick = () => void ctx.loadPanel().then((panel) => (panel ? panel.toggle() : ctx.announce(ctx.t("failed"))));
  ctx.root.frame.append(button);

  return () => {
    const list = ctx.boot.checklists.find((candidate) => isOpen(candidate));
    const { done = 0, total = 0 } = list?.status ?? {};
    const open = ctx.root.isHeldBy("panel");
    button.hidden = !ctx.boot.theme.launcher;
    button.ariaExpanded = String(open);
    button.ariaLabel = list ? `${ctx.t("launcher")}, ${list.title}, ${ctx.t("progress", { done, total })}` : ctx.t("launcher");
    path.setAttribute("d", open ? DOWN : QUESTION);
    button.dataset.badge = list && !open ? `${done}/${total}` : "";
  };
}
