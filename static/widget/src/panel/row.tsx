import { h, type Child } from "../ui/dom";
import { icon, type IconName } from "../ui/icons";

/** A line that leads somewhere. */
export function row(picture: IconName, text: string, onclick: () => void, note = ""): Child {
  return (
    <button type="button" class="row" key={text} onclick={onclick}>
      {icon(picture)}<span>{text}</span>{note && <span class="muted">{note}</span>}{icon("forward")}
    </button>
  );
}
