import type { Fragment, SearchAnswer, SearchHit } from "../types";
import { openTasks } from "../checklist/status";
import { sendHelp } from "../help/session";
import { openArticle } from "./articles";
import type { PanelContext, Search } from "./context";
import { read } from "./read";

const DEBOUNCE_MS = 150;
const SETTLED_MS = 1_000;
/** The server takes no more. */
const MOST_TASKS = 10;

export function createSearch(ctx: PanelContext): Search {
  const { search } = ctx.panel;
  let request = new AbortController();
  let asking: ReturnType<typeof setTimeout>;
  let settling: ReturnType<typeof setTimeout>;
  let asked = "";
  let requested = "";
  let answered = "";
  let entered = false;
  let due = false;
  let literal = false;
  let reported = "";

  const settle = (): void => {
    due = true;
    if (asked === answered && search.answer?.value) report(search.answer.value);
  };
  const report = (answer: SearchAnswer): void => {
    if (reported === answer.search_id) return;
    reported = answer.search_id;
    const shown = answer.items.map(({ id }) => id);
    const properties = { query: answered, results: shown.length, locale: answer.locale, shown };
    sendHelp(ctx, { name: "search_settled", search: answer.search_id, properties });
  };
  const stop = (): void => {
    clearTimeout(asking);
    request.abort();
  };
  const ask = async (query: string): Promise<void> => {
    stop();
    const { signal } = (request = new AbortController());
    requested = query;
    try {
      const value = await fetchHits(ctx, query, literal, signal);
      const n = value.items.length;
      search.answer = { state: "ready", value };
      answered = query;
      search.active = entered && n ? 0 : -1;
      if (ctx.panel.open) ctx.announce(ctx.t("results", { n }));
      if (due) settle();
    } catch {
      if (signal.aborted) return;
      requested = "";
      search.answer = { state: "failed" };
    }
    ctx.render();
  };

  const pick = (hit: SearchHit): void => {
    settle();
    openArticle(ctx, hit.id, "search", plain(hit.title));
  };

  ctx.signal.addEventListener("abort", () => (clearTimeout(settling), stop()));

  return {
    settle,
    type(query) {
      clearTimeout(settling);
      stop();
      requested = "";
      due = entered = literal = false;
      const wanted = (asked = query.trim());
      const kept = search.answer?.value ? search.answer : { state: "loading" };
      Object.assign(search, { query, active: -1, answer: wanted ? kept : null });
      ctx.render();
      if (!wanted) return void (answered = "");
      asking = setTimeout(() => void ask(wanted), DEBOUNCE_MS);
      settling = setTimeout(settle, SETTLED_MS);
    },
    move(by) {
      const count = search.answer?.value?.items.length ?? 0;
      // one place more than there are results: the text field itself
      search.active = ((search.active + 1 + by + count + 1) % (count + 1)) - 1;
      ctx.render();
    },
    pick,
    retry: () => void ask(asked),
    literally() {
      literal = true;
      void ask(asked);
    },
    enter() {
      const hit = search.answer?.value?.items[Math.max(search.active, 0)];
      if (asked === answered) return void (hit && pick(hit)); // what is on screen may still answer the words before
      entered = true;
      settle();
      if (requested !== asked) void ask(asked);
    },
  };
}

/** A text without its marks. */
export const plain = (parts: Fragment[]): string => parts.map(({ text }) => text).join("");

function fetchHits(ctx: PanelContext, q: string, literal: boolean, signal: AbortSignal): Promise<SearchAnswer> {
  const tasks = openReading(ctx);
  // without its query, which may hold what belongs into nobody's log
  const url = ctx.url().replace(/[?#].*/, "");
  const query = { q, locale: ctx.boot.locale, limit: 8, ...(literal && { literal: "true" }), url, ...(tasks && { tasks }) };
  return read(ctx, "v1/search", query, signal);
}

/** Open tasks that lead to an article, which gains a little by it, as the server names them. */
const openReading = ({ boot }: PanelContext): string =>
  boot.checklists
    .flatMap((list) => openTasks(list).flatMap(({ key, action }) => (action && "article" in action ? `${list.key}/${key}` : [])))
    .slice(0, MOST_TASKS)
    .join();
