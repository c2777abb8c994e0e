/**
 * The Handrail widget's JavaScript API. Include the loader, and `window.Handrail` is there at once: calls made before
 * the widget has arrived are kept and made in order. No method throws, and every one returns a promise; where the
 * browser is too old for the widget the promises resolve to `undefined`.
 */

/** Values the host knows about a user or company. */
export type Traits = Record<string, string | number | boolean | null | string[]>;

/**
 * An identity token minted by the host's backend (HS256, at most two hours), or a function that fetches one. A function
 * is asked again shortly before the token expires, and once more when the server answers 401. It may answer `null`
 * when nobody is logged in, which holds for the page or until `identify`. When it names another user than before, that one gets a widget of their own.
 */
export type Token = string | (() => string | null | Promise<string | null>);

export interface InitOptions {
  /** Public key of the environment, `pk_live_…` or `pk_test_…`. It names the environment, never the user. */
  key?: string;
  /** Proves who the user is. Without it the visitor is anonymous. */
  token?: Token;
  /**
   * Address of your own backend that answers `GET` with the token as text, or with 401 when nobody is logged in: what
   * `token` would fetch. Also as `data-token-url` on the tag.
   */
  tokenUrl?: string;
  /**
   * BCP 47 tag of the language to speak.
   * @default the page's `<html lang>`, else the browser's language
   */
  locale?: string;
  /**
   * Light or dark; `auto` follows the user's system.
   * @default what the workspace has set
   */
  mode?: "auto" | "light" | "dark";
  /**
   * Goes to an address of the host's own, given as path, query and hash: hand it to your router.
   * @default a page load
   */
  navigate?: (url: string) => void;
  /**
   * Takes secrets out of an address before it leaves the page.
   * @default the address as it is
   */
  cleanUrl?: (url: string) => string;
}

/** What listeners hear. `ready`, `open`, `close`, `step`, `complete`, `callback`, `refused` are also `handrail:*` events on `window`. */
export interface HandrailEvents {
  /** The widget has started; `user` is the external id, null for an anonymous visitor. */
  ready: { user: string | null };
  /** The panel was opened. */
  open: { view: string };
  /** The panel was closed. */
  close: object;
  /** A step of a tour was shown for the first time. */
  step: { tour: string; step: string; index: number };
  /** A task, a whole checklist or a tour was completed; `key` is the content's, `task` the task's. */
  complete: { kind: "task" | "checklist" | "tour"; key: string; task?: string };
  /** The user pressed a task's button whose action is a host callback; call `complete` once it is done. */
  callback: { name: string; checklist: string; task: string; complete: () => void };
  /**
   * The server does not take what the widget sends: 401, the token is not valid (any more); 403, this origin is not
   * allowed. Nothing is lost; it is sent again after `identify`, at the next page, or when the browser is back online.
   */
  refused: { status: number };
}

export interface Handrail {
  /** Starts the widget, or changes its settings. The loader calls it by itself when its tag has `data-key`. */
  init(options: InitOptions): Promise<void>;

  /**
   * Goes on as the user the token proves; what an anonymous visitor did before becomes theirs. Call it whenever your user
   * has changed, also with the same function, which is asked again; without a token it asks the source it had last.
   */
  identify(token?: Token, traits?: Traits): Promise<void>;

  /** Goes on as a new anonymous visitor. */
  anonymous(): Promise<void>;

  /** Logs out: sends what is unsent, wipes what is stored in the browser, and goes on as a new anonymous visitor. */
  reset(): Promise<void>;

  /** Says which company the user acts for. Traits count for targeting only when they come from the identity token. */
  group(id: string, traits?: Traits & { name?: string }): Promise<void>;

  /** Reports an event of the host's own; resolves when it is queued. A task that waits for it ticks itself off. */
  track(name: string, properties?: Record<string, unknown>): Promise<void>;

  /** Completes a task by its key, in `checklist` or wherever it is. Resolves to false when the user has no such task. */
  complete(task: string, checklist?: string): Promise<boolean | undefined>;

  /** Starts a tour. Resolves to false when there is none for this user. */
  start(tour: string): Promise<boolean | undefined>;

  /** Ends the running tour. */
  stop(): Promise<void>;

  /**
   * Opens the panel.
   * @param view what to show; `checklist` shows the one named by `key`, else the first
   * @default "home"
   */
  open(view?: "home" | "checklist" | "contact", key?: string): Promise<void>;

  /** Closes the panel. */
  close(): Promise<void>;

  /** Opens the panel with the results for `query`. */
  search(query: string): Promise<void>;

  /** Opens an article, by id or slug, in the panel. */
  article(idOrSlug: string): Promise<void>;

  /** Listens. `ready` is told at once when it has happened already. Resolves to the function that stops listening. */
  on<Name extends keyof HandrailEvents>(name: Name, listener: (detail: HandrailEvents[Name]) => void): Promise<() => void>;

  /** Stops listening. */
  off<Name extends keyof HandrailEvents>(name: Name, listener: (detail: HandrailEvents[Name]) => void): Promise<void>;
}

declare global {
  var Handrail: Handrail;
  interface WindowEventMap {
    "handrail:ready": CustomEvent<HandrailEvents["ready"]>;
    "handrail:open": CustomEvent<HandrailEvents["open"]>;
    "handrail:close": CustomEvent<HandrailEvents["close"]>;
    "handrail:step": CustomEvent<HandrailEvents["step"]>;
    "handrail:complete": CustomEvent<HandrailEvents["complete"]>;
    "handrail:callback": CustomEvent<HandrailEvents["callback"]>;
    "handrail:refused": CustomEvent<HandrailEvents["refused"]>;
  }
}
