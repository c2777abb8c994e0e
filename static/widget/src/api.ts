import { completeTask, isAwaited } from "./checklist/progress";
import type { Context, Panel, Tours } from "./context";
import type { Host, InitOptions } from "./host";
import type { TokenSource } from "./net/identity";
import type { Events } from "./session";

/** The methods of `window.Handrail`; `handrail.d.ts` describes them for the host. */
export function createApi(host: Host): Record<string, (...args: never[]) => unknown> {
  const withContext = (work: (ctx: Context) => unknown) => host.context().then(work);
  const withPanel = (work: (panel: Panel) => unknown) => withContext((ctx) => ctx.loadPanel().then((panel) => panel && work(panel)));
  const withTours = (work: (tours: Tours) => unknown) => withContext((ctx) => ctx.loadTours().then((tours) => tours && work(tours)));

  return {
    init: (options: InitOptions) => host.configure(options),
    identify: (token?: TokenSource, traits?: Record<string, unknown>) => host.identify(token, traits),
    anonymous: () => host.forget(),
    reset: () => host.forget(),
    group: (id: string, { name, ...traits }: Record<string, unknown> = {}) => host.group({ id: String(id), name, traits }),

    async track(name: string, properties?: Record<string, unknown>) {
      const session = await host.session();
      const urgent = !!host.ready && isAwaited(host.ready, name);
      session.queue.add({ name, ...(properties && { properties }) }, urgent);
      session.heard.push(name);
      session.wire.emit("tracked", name);
    },

    complete: (task: string, checklist?: string) => withContext((ctx) => completeTask(ctx, task, checklist)),
    start: (tour: string) => withTours((tours) => tours.start(tour)),
    stop: () => withTours((tours) => tours.stop("api")),
    open: (view?: string, key?: string) => withPanel((panel) => panel.open(view, key)),
    close: () => withPanel((panel) => panel.close()),
    search: (query: string) => withPanel((panel) => panel.search(query)),
    article: (ref: string) => withPanel((panel) => panel.article(ref, "api")),

    on(name: "ready", listener: (detail: Events["ready"]) => void) {
      if (name === "ready" && host.ready) listener({ user: host.ready.boot.user.id });
      return host.bus.on(name, listener);
    },
    off: (name: "ready", listener: (detail: Events["ready"]) => void) => host.bus.off(name, listener),
  };
}
