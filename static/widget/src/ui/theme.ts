import type { Boot } from "../types";
import type { Settings } from "../session";
import type { Root } from "./root";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Puts the workspace's colours, the language and its direction on the widget; custom properties of the page win. */
export function applyTheme({ host, frame }: Root, { theme, dir, locale }: Boot, settings: Settings): void {
  host.dir = dir;
  host.lang = locale;
  frame.dataset.position = theme.position;
  frame.style.setProperty("--own-accent", theme.accent);
  frame.style.setProperty("--own-accent-text", theme.accent_text);
  const mode = settings.mode ?? theme.mode;
  frame.toggleAttribute("data-dark", mode === "dark" || (mode === "auto" && dark.matches));
}

/** Calls `changed` when the user's system switches between light and dark. */
export const watchScheme = (changed: () => void, signal: AbortSignal): void =>
  dark.addEventListener("change", changed, { signal });
