import { completeTask, isAwaited } from "./checklist/progress";
import type { Context, Panel, Tours } from "./context";
import type { Host } from "./host";
import type { Events } from "./session";

const MOST_HEARD = 50;

/** The methods of `window.Handrail`; `handrail.d.ts` describes them for the host. */
export function createApi(host: Host): Record<string, (...args: never[]) => unknown> {
  const withContext = (work: (ctx: Context) => unknown) => host.context().then(work);
  const withPanel = (work: (panel: Panel) => unknown) => withContext((ctx) => ctx.loadPanel().then((panel) => panel && work(panel)));
  const withTours = (work: (tours: Tours) => unknown) => withContext((ctx) => ctx.loadTours().then((tours) => tours && work(tours)));

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
    start: (tour: string) => withTours((tours) => tours.start(tour)),
    stop: () => withTours((tours) => tours.stop("api")),
    open: (view?: string, key?: string) => withPanel((panel) => panel.open(view, key)),
    close: () => withPanel((panel) => panel.close()),
    search: (query: string) => withPanel((panel) => panel.search(query)),
    article: (ref: string) => withPanel((panel) => panel.article(ref, "api")),

    on(name: "ready", listener: (detail: Events["ready"]) => void) {
      const off = host.bus.on(name, listener);
      if (name === "ready" && host.ready) listener({ user: host.ready.boot.user.id });
      return off;
    },
    off: host.bus.off,
  };
}
