import { createApi } from "./api";
import css from "./css/core.css";
import { createHost } from "./host";
import type { Call } from "./loader";
import { present } from "./present";

/** Takes over from the loader: its queued calls are made now, in order, and later ones go straight through. */
function takeOver(): void {
  const known = present<{ q?: Call[] }>() ?? {};
  const { q = [] } = known;
  const methods = Object.entries(createApi(createHost(new URL("..", import.meta.url).href, css)));
  const safe = methods.map(([name, method]) => [name, guarded(method as (...args: unknown[]) => unknown)] as const);
  const api = Object.fromEntries(safe);
  (window as { Handrail?: unknown }).Handrail = Object.assign(known, api, { q: undefined });
  for (const [name, args, resolve] of q) resolve(api[name]?.(...args));
}

/** Nothing the widget does may throw into the page: a failed call warns, and resolves to nothing. */
function guarded(method: (...args: unknown[]) => unknown): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (error) {
      console.warn("Handrail:", error);
      return undefined;
    }
  };
}

takeOver();
