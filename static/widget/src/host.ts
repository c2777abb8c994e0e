import { startApp } from "./app";
import type { Context } from "./context";
import { createBus, type Bus } from "./bus";
import { createIdentity, type TokenSource } from "./net/identity";
import { openStore, type Store } from "./net/store";
import { openSession } from "./open";
import type { About, Events, Session, Settings } from "./session";

export interface InitOptions extends Partial<Settings> {
  key?: string;
  token?: TokenSource;
}

/** The page's side of the widget: who its user is. Each user gets a session of their own, and nothing survives it. */
export interface Host {
  readonly bus: Bus<Events>;
  /** The running context, once there is one. */
  readonly ready: Context | null;
  session(): Promise<Session>;
  context(): Promise<Context>;
  configure(options: InitOptions): void;
  identify(source: TokenSource, traits?: Record<string, unknown>): void;
  group(company: Record<string, unknown>): void;
  /** Logs out: wipes what is stored, and goes on as a new anonymous visitor. */
  forget(): void;
}

const MIRRORED = ["ready", "open", "close", "step", "complete", "callback"] as const;

export function createHost(base: string, css: string): Host {
  const bus = createBus<Events>();
  for (const name of MIRRORED) bus.on(name, (detail) => dispatchEvent(new CustomEvent(`handrail:${name}`, { detail })));

  const settings: Settings = {
    locale: null,
    mode: null,
    navigate: (url) => location.assign(url),
    cleanUrl: (url) => url,
  };
  const about: About = { traits: {}, company: null };
  let key = "";
  let source: TokenSource | null = null;
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
    const identity = createIdentity(key, source, local);
    try {
      const made = await openSession({ base, identity, local, bus, settings, about, signal });
      signal.throwIfAborted();
      session.settle((opened = made));
      const started = await startApp(made, css);
      signal.throwIfAborted();
      context.settle((ready = started));
    } catch (error) {
      if (!signal.aborted) console.warn("Handrail did not start:", (error as Error).message);
    }
  }

  const localStore = (): Store => openStore(() => localStorage, `handrail:${key}:`);

  return {
    bus,
    get ready() {
      return ready;
    },
    session: () => session.promise,
    context: () => context.promise,
    configure({ key: newKey, token, ...rest }) {
      Object.assign(settings, rest);
      const same = (newKey ?? key) === key && (token ?? source) === source;
      if (same) return void (Object.keys(rest).length && ready?.refresh());
      key = newKey ?? key;
      source = token ?? source;
      restart();
    },
    identify(next, traits) {
      about.traits = { ...(next === source && about.traits), ...traits };
      if (next === source && ready) return void ready.refresh();
      source = next;
      restart();
    },
    group(company) {
      about.company = company;
      if (opened) void context.promise.then((ctx) => ctx.refresh()); // else boot has yet to ask, and will say so
    },
    forget() {
      const before = opened;
      end();
      before?.tab.clear();
      localStore().clear();
      Object.assign(about, { traits: {}, company: null });
      source = null;
      restart();
    },
  };
}

interface Pending<T> {
  promise: Promise<T>;
  settle(value: T): void;
  fresh: boolean;
}

/** A promise settled from outside; `fresh` until it is. */
function pending<T>(): Pending<T> {
  let settle!: (value: T) => void;
  const made: Pending<T> = {
    promise: new Promise<T>((resolve) => (settle = resolve)),
    settle(value) {
      made.fresh = false;
      settle(value);
    },
    fresh: true,
  };
  return made;
}
