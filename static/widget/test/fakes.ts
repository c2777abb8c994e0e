import { vi } from "vitest";
import { createBus } from "../src/bus";
import type { Context, News } from "../src/context";
import { createSearch } from "../src/panel/search";
import type { PanelContext } from "../src/panel/context";
import { newPanelState } from "../src/panel/state";
import { applyProgress, complete, sendChecklist, undo } from "../src/checklist/progress";
import type { QueuedEvent } from "../src/types";
import type { NewEvent, Queue } from "../src/net/queue";
import type { Store } from "../src/net/store";
import { uuidv7 } from "../src/net/uuid";
import { matches } from "../src/page/pattern";
import { pageUrl, type Events, type Signals } from "../src/session";
import { core, panel } from "../src/text/en";
import { createTranslate } from "../src/text/i18n";
import type { Boot, Checklist, SearchAnswer, Step, Task, Tour } from "../src/types";

export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    get: <T>(key: string) => JSON.parse(kept.get(key) ?? "null") as T | null,
    set: (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: (key) => void kept.delete(key),
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    clear: () => kept.clear(),
  };
}

export function aTask(key: string, given: Partial<Task> = {}): Task {
  return { key, title: key, body: [], action: null, complete_when: [], manual: false, optional: false, ...given };
}

export function aChecklist(tasks: Task[], given: Partial<Checklist["status"]> = {}): Checklist {
  const status = { state: "active" as const, started_at: null, completed_at: null, snoozed_until: null };
  const required = tasks.filter(({ optional }) => !optional).length;
  const states = Object.fromEntries(tasks.map(({ key }) => [key, { done_at: null, locked: false }]));
  return {
    key: "list", version: 3, title: "List", intro: [], ordering: "any", display: "open", dismissible: true, tasks,
    status: { ...status, done: 0, total: required, tasks: states, ...given },
  };
}

export function aStep(key: string, given: Partial<Step> = {}): Step {
  return {
    key, kind: "tooltip", url: null, open: null, target: null, title: key, body: [], placement: "auto",
    advance: [{ on: "button" }], optional: false, wait_seconds: 1, next: null, ...given,
  };
}

export function aTour(steps: Step[], given: Partial<Tour> = {}): Tour {
  return { key: "tour", version: 2, title: "Tour", start_when: null, steps, status: { state: "not_started", step: null }, ...given };
}

export function aBoot(given: Partial<Boot> = {}): Boot {
  return {
    user: { id: null, anonymous_id: "a", known: false },
    locale: "en",
    dir: "ltr",
    checklists: [],
    tours: [],
    help: { mode: "self_service", suggestions: [], needs_email: false, restricted: false },
    theme: { accent: "#2f5bea", accent_text: "#fff", mode: "auto", position: "end", launcher: true },
    texts: {},
    ...given,
  };
}

export interface FakeContext extends Context {
  /** Everything that was queued, in order. */
  sent: NewEvent[];
  said: string[];
}

/** A context whose queue and announcements are lists, and whose server is `http`. */
export function aContext(boot: Boot = aBoot(), http: Partial<Context["http"]> = {}): FakeContext {
  const sent: NewEvent[] = [];
  const said: string[] = [];
  const held = new Set<string>();
  const queue: Queue = {
    add: (event) => void sent.push(event),
    flush: async () => undefined,
    adopt: async () => undefined,
    waitsFor: () => false,
  };
  const ctx = {
    boot, sent, said, queue,
    identity: { key: "pk_test_x", caller: async () => ({ key: "pk_test_x" }), owner: () => "", renew: () => false, use: () => undefined },
    http: { post: vi.fn(), get: vi.fn(), ...http },
    local: memoryStore(),
    tab: memoryStore(),
    bus: createBus<Events>(),
    wire: createBus<Signals>(),
    heard: [],
    about: { traits: {}, company: null, owner: "" },
    settings: { locale: null, mode: null, navigate: vi.fn(), cleanUrl: (url: string) => url },
    signal: new AbortController().signal,
    root: { isHeldBy: (who: string) => held.has(who), hold: (who: string) => held.add(who), release: (who: string) => held.delete(who) },
    t: createTranslate(core, () => ctx.boot),
    newId: uuidv7,
    loadPanel: vi.fn(async () => ({})),
    loadTours: vi.fn(async () => ({ start: vi.fn() })),
    url: () => pageUrl(ctx.settings),
    isAt: (pattern: string | null) => !pattern || matches(pattern, location.href),
    send: (...given: Parameters<Context["send"]>) => sendChecklist(ctx, ...given),
    complete: (...given: Parameters<Context["complete"]>) => complete(ctx, ...given),
    undo: (...given: Parameters<Context["undo"]>) => undo(ctx, ...given),
    apply: (news: News) => applyProgress(ctx, news),
    refresh: vi.fn(async () => undefined),
    refreshIfStale: vi.fn(),
    announce: (text: string) => void said.push(text),
    render: vi.fn(),
  } as unknown as FakeContext;
  return ctx;
}

export const namesOf = (events: Pick<QueuedEvent, "name">[]): string[] => events.map(({ name }) => name);

/** A token as the host's backend would mint it; nobody here checks the signature. */
export function aToken(claims: object): string {
  return `e30.${btoa(JSON.stringify(claims)).replace(/=+$/, "")}.x`;
}

/** The context as the panel sees it. */
export function aPanelContext(boot: Boot = aBoot(), http: Partial<Context["http"]> = {}): FakeContext & PanelContext {
  const ctx = aContext(boot, http) as unknown as { -readonly [Part in keyof PanelContext]: PanelContext[Part] };
  ctx.panel = newPanelState();
  ctx.t = createTranslate({ ...core, ...panel }, () => ctx.boot);
  ctx.search = createSearch(ctx);
  return ctx as unknown as FakeContext & PanelContext;
}

export function anAnswer(query: string, titles: string[], given: Partial<SearchAnswer> = {}): SearchAnswer {
  const items = titles.map((title) => ({
    id: `art_${title}`, slug: title, title: [{ text: title, match: true }], snippet: [], locale: "en", collection: null,
  }));
  return { search_id: `sea_${query}`, query, corrected: null, did_you_mean: null, locale: "en", items, holds_all: items.length > 0, nearest: [], offered: [], ...given };
}
