import type { Checklist, Tour } from "./types";
import { fetchBoot } from "./boot";
import type { Context } from "./context";

const FRESH_MS = 60_000;

/** Keeps what boot answered up to date. An answer tells how things stood when it was asked for: what has changed since stays. */
export function createRefresh(ctx: Context): Pick<Context, "refresh" | "refreshIfStale"> {
  let asked = { at: Date.now(), url: ctx.url() };

  async function refresh(): Promise<void> {
    const question = (asked = { at: Date.now(), url: ctx.url() });
    await ctx.queue.flush(); // or the answer would not know what the user just did
    const { checklists, tours } = ctx.boot;
    const before = new Set([...checklists, ...tours].map(({ status }) => status));
    const answer = await fetchBoot(ctx).catch(() => null);
    if (!answer || ctx.signal.aborted || asked !== question) return;
    const keep = <T extends Checklist | Tour>(held: T[], fresh: T[]): void => {
      for (const { key, status } of held) {
        const content = fresh.find((each) => each.key === key);
        if (content && (ctx.queue.waitsFor(key) || !before.has(status))) content.status = status;
      }
    };
    keep(checklists, answer.checklists);
    keep(tours, answer.tours);
    ctx.boot = answer;
    ctx.render();
  }

  return {
    refresh,
    refreshIfStale() {
      if (Date.now() - asked.at > FRESH_MS || asked.url !== ctx.url()) void refresh();
    },
  };
}
