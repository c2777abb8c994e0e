import type { Root } from "./root";

const SHOWN_MS = 6_000;

/**
 * The standing status region: made before the first message, or screen readers miss it. `visible` says whether a
 * message is also shown, which it is while the panel that would show the same is closed.
 */
export function createAnnouncer({ frame }: Root, visible: () => boolean, signal: AbortSignal): (text: string, earOnly?: boolean) => void {
  const region = frame.appendChild(document.createElement("div"));
  region.setAttribute("role", "status");
  region.className = "status";
  let timer: ReturnType<typeof setTimeout>;
  const clear = (): void => region.replaceChildren();
  signal.addEventListener("abort", () => clearTimeout(timer));
  return (text, earOnly = false) => {
    clearTimeout(timer);
    region.classList.toggle("shown", !earOnly && visible());
    const line = document.createElement("p");
    line.textContent = text;
    // messages that come together stay together: a task done, and with it the list
    region.append(line);
    timer = setTimeout(clear, SHOWN_MS);
  };
}
