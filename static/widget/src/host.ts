import { startApp } from "./app";
import type { Context } from "./context";
import { createBus, type Bus } from "./bus";
import type { HttpError } from "./net/http";
import { createIdentity, tokenAt, type TokenSource } from "./net/identity";
import { openStore, type Store } from "./net/store";
import { openSession } from "./open";
import { pending } from "./pending";
import type { About, Events, Session, Settings } from "./session";

export interface InitOptions extends Partial<Settings> {
  key?: string;
  token?: TokenSource | undefined;
  tokenUrl?: string;
}

/** The page's side of the widget: who its user is. Each user gets a session of their own, and nothing survives it. */
export interface Host {
  readonly bus: Bus<Events>;
  /** The running context, once there is one. */
  readonly ready: Context | null;
  session(): Promise<Session>;
  context(): Promise<Context>;
  configure(options: InitOptions): void;
  /** Asks `source`, or the one there was last, who the user is now. */
  identify(source?: TokenSource | null, traits?: Record<string, unknown>): void;
  group(company: Record<string, unknown>): void;
  /** Logs out: wipes what is stored, and goes on as a new anonymous visitor. */
  forget(): void;
}

/** When a widget that did not start may have more luck. */
const WAKING = ["online", "pageshow", "visibilitychange"];
const NOTHING_SAID: About = { traits: {}, company: null, owner: "" };

export function createHost(base: string, css: string): Host {
  const listeners = createBus<Events>();
  const bus: Bus<Events> = {
    ...listeners,
    emit(name, detail) {
      listeners.emit(name, detail);
      dispatchEvent(new CustomEvent(`handrail:${name}`, { detail }));
    },
  };

  const settings: Settings = {
    locale: null,
    mode: null,
    navigate: (url) => location.assign(new URL(url, location.href)), // not where <base> leads
    cleanUrl: (url) => url,
  };
  const about = { ...NOTHING_SAID };
  let key = "";
  let source: TokenSource | null = null;
  /** The source there was last, which logging out does not take away. */
  let given: TokenSource | null = null;
  let life = new AbortController();
  let opened: Session | null = null;
  let ready: Context | null = null;
  let session = pending<Session>();
  let context = pending<Context>();

  /** Ends the current session and begins another, once the page has said all it has to say now. */
  function restart(): void {
    end();
    const { signal } = (life = new AbortController());
    if (!session.fresh) session = pending();
    if (!context.fresh) context = pending();
    setTimeout(() => !signal.aborted && key && void begin(signal));
  }

  function end(): void {
    void opened?.queue.flush();
    life.abort();
    opened = ready = null;
  }

  async function begin(signal: AbortSignal): Promise<void> {
    const local = localStore();
    const identity = createIdentity(key, source, local, () => !signal.aborted && restart());
    try {
      const made = await openSession({ base, identity, local, bus, settings, about, signal });
      signal.throwIfAborted();
      if (about.owner && about.owner !== identity.owner()) Object.assign(about, NOTHING_SAID);
      session.settle((opened = made));
      const started = await startApp(made, css);
      signal.throwIfAborted();
      context.settle((ready = started));
    } catch (error) {
      if (signal.aborted) return;
      const { status, passing, message } = error as HttpError;
      console.warn("Handrail did not start:", message);
      if (passing === false) bus.emit("refused", { status });
      const again = (event: Event): void => void (document.hidden || (event as PageTransitionEvent).persisted === false || restart());
      for (const name of WAKING) addEventListener(name, again, { signal });
    }
  }

  /** Goes on as the user `next` proves: in the running session if that is still the same one, else in another. */
  function meet(next: TokenSource | null): void {
    source = given = next;
    if (!ready) return restart();
    const { identity, queue, refresh, signal } = ready;
    void queue.flush(); // while the token in hand is its user's
    identity.use(next);
    identity.caller().then(refresh, () => signal.aborted || restart());
  }

  const localStore = (): Store => openStore(() => localStorage, `handrail:${key}:`);

  return {
    bus,
    get ready() {
      return ready;
    },
    session: () => session.promise,
    context: () => context.promise,
    configure({ key: newKey = key, tokenUrl, token = tokenUrl && tokenAt(tokenUrl), ...rest }) {
      Object.assign(settings, Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null)));
      if (newKey !== key) {
        key = newKey;
        source = given = token ?? source;
        restart();
      } else if (token) meet(token);
      else void ready?.refresh();
    },
    identify(next = given, traits) {
      if (about.owner) about.company = null; // the company of the one before
      Object.assign(about, { traits: { ...traits }, owner: "" });
      meet(next);
    },
    group(company) {
      Object.assign(about, { company, owner: "" });
      if (opened) void context.promise.then((ctx) => ctx.refresh()); // else boot has yet to ask, and will say so
    },
    forget() {
      const before = opened;
      end();
      before?.tab.clear();
      localStore().clear();
      Object.assign(about, NOTHING_SAID);
      source = null;
      restart();
    },
  };
}
