import { completeTask, isAwaited } from "./checklist/progress";
import type { Context } from "./context";
import type { Host } from "./host";
import type { Events } from "./session";

const MOST_HEARD = 50;

/** The methods of `window.Handrail`; `handrail.d.ts` describes them for the host. */
export function createApi(host: Host): Record<string, (...args: never[]) => unknown> {
  const withContext = <T>(work: (ctx: Context) => T | Promise<T>) => host.context().then(work);
  const panel = () => withContext((ctx) => ctx.loadPanel());
  const tours = () => withContext((ctx) => ctx.loadTours());

  return {
    init: host.configure,
    identify: host.identify,
    anonymous: host.forget,
    reset: host.forget,
    group: (id: string, { name, ...traits }: Record<string, unknown> = {}) => host.group({ id: String(id), name, traits }),

    async track(name: string, properties?: Record<string, unknown>) {
      const session = await host.session();
      const urgent = !!host.ready && isAwaited(host.ready, name);
      session.queue.add({ name, ...(properties && { properties }) }, urgent);
      session.heard.push(name);
      session.heard.splice(0, session.heard.length - MOST_HEARD);
      session.wire.emit("tracked", name);
    },

    complete: (task: string, checklist?: string) => withContext((ctx) => completeTask(ctx, task, checklist)),
    start: async (tour: string) => (await tours())?.start(tour),
    stop: async () => (await tours())?.stop("api"),
    open: async (view?: string, key?: string) => (await panel())?.open(view, key),
    close: async () => (await panel())?.close(),
    search: async (query: string) => (await panel())?.search(query),
    article: async (ref: string) => (await panel())?.article(ref, "api"),

    on(name: "ready", listener: (detail: Events["ready"]) => void) {
      const off = host.bus.on(name, listener);
      if (name === "ready" && host.ready) listener({ user: host.ready.boot.user.id });
      return off;
    },
    off: host.bus.off,
  };
}
