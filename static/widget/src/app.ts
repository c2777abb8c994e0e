import type { EventsAnswer, QueuedEvent } from "./types";
import { fetchBoot } from "./boot";
import { applyProgress, complete, completeByUrl } from "./checklist/progress";
import { offeredList } from "./checklist/status";
import type { Context, News, Panel } from "./context";
import { openChannel } from "./net/channel";
import { uuidv7 } from "./net/uuid";
import { matches } from "./page/pattern";
import { watchRoute } from "./page/route";
import { panelOf, toursOf } from "./parts";
import { pageUrl, type Session } from "./session";
import { core } from "./text/en";
import { createTranslate } from "./text/i18n";
import { startsHere } from "./tour/start";
import { createAnnouncer } from "./ui/announcer";
import { createLauncher } from "./ui/launcher";
import { mountRoot } from "./ui/root";
import { applyTheme, watchScheme } from "./ui/theme";

const FRESH_MS = 60_000;
const PHONE_PX = 480;

/** Boots `session` and puts the widget on the page. */
export async function startApp(session: Session, css: string): Promise<Context> {
  const boot = await fetchBoot(session);
  session.signal.throwIfAborted();
  const ctx = assemble(session, boot, css);
  listen(ctx);
  ctx.render();
  session.queue.add({ name: "page_viewed" });
  arrive(ctx);
  welcome(ctx);
  session.bus.emit("ready", { user: boot.user.id });
  return ctx;
}

/** Brings the panel back after a page load, or shows a new user the list that opens by itself. */
function welcome(ctx: Context): void {
  if (innerWidth <= PHONE_PX) return; // there the panel covers the page that the user has just gone to
  const list = offeredList(ctx.boot.checklists);
  const show = ctx.tab.get("panel") ? (panel: Panel) => panel.restore() : list && ((panel: Panel) => panel.offer(list.key));
  if (show && !ctx.tab.get("tour")) void ctx.loadPanel().then((panel) => panel && show(panel));
}

/** Wires the parts together; each knows the context, none knows another. */
function assemble(session: Session, boot: Context["boot"], css: string): Context {
  const { signal, settings, wire } = session;
  const root = mountRoot(css, signal);
  let asked = { at: Date.now(), url: pageUrl(session) };

  const ctx: Context = {
    ...session,
    boot,
    root,
    t: createTranslate(core, () => ctx.boot),
    translate: (english) => createTranslate(english, () => ctx.boot),
    newId: () => uuidv7(),
    loadPanel: () => loadPanel(),
    loadTours: () => loadTours(),
    isAt: (pattern) => !pattern || matches(pattern, location.href),
    complete: (list, task, by) => complete(ctx, list, task, by),
    apply: (news) => applyProgress(ctx, news),
    announce: createAnnouncer(root, () => !root.isHeldBy("panel"), signal),
    render: () => wire.emit("changed", {}),
    async refresh() {
      asked = { at: Date.now(), url: pageUrl(session) };
      await session.queue.flush(); // or the answer would not know what the user just did
      const answer = await fetchBoot(session).catch(() => null);
      if (!answer || signal.aborted) return;
      ctx.boot = answer;
      ctx.render();
    },
    refreshIfStale() {
      if (Date.now() - asked.at > FRESH_MS || asked.url !== pageUrl(session)) void ctx.refresh();
    },
  };
  const loadPanel = panelOf(ctx);
  const loadTours = toursOf(ctx);
  wire.on("changed", () => applyTheme(root, ctx.boot, settings));
  wire.on("changed", createLauncher(ctx));
  watchScheme(ctx.render, signal);
  return ctx;
}

/** Joins the context to what happens in the page, at the server and in other tabs. */
function listen(ctx: Context): void {
  const { signal, identity, queue, wire } = ctx;
  const owner = identity.owner();
  const heard = (message: News & { owner: string }): void => {
    if (message.owner === owner) ctx.apply(message);
  };
  const channel = openChannel(`handrail:${identity.key}`, heard, signal);

  wire.on("answer", ({ answer, batch }) => {
    if (answer.rejected.length) noteRejected(ctx, answer, batch);
    // an answer older than what the user has done since would take it back for a moment
    const settled = <T>(states: Record<string, T>): Record<string, T> =>
      Object.fromEntries(Object.entries(states).filter(([key]) => !queue.waitsFor(key)));
    const news: News = { checklists: settled(answer.checklists), tours: settled(answer.tours) };
    ctx.apply(news);
    channel.say({ ...news, owner });
  });

  let page = pageOf(location.href);
  const moved = (): void => {
    const left = page;
    page = pageOf(location.href);
    if (page !== left) queue.add({ name: "page_viewed" });
    ctx.heard.length = 0;
    wire.emit("moved", {});
    arrive(ctx);
  };
  watchRoute(moved, () => watchesAddress(ctx), signal);
  addEventListener("pageshow", (event) => event.persisted && void ctx.refresh(), { signal });
}

/** What being at this address means: tasks done by it, a tour that starts or goes on here. */
function arrive(ctx: Context): void {
  completeByUrl(ctx);
  const due = ctx.boot.tours.some((tour) => startsHere(ctx, tour));
  if (due || ctx.tab.get("tour")) void goOn(ctx);
}

/** A tour that goes on has missed what the host reported since the page loaded; one that starts has not. */
async function goOn(ctx: Context): Promise<void> {
  const resuming = ctx.tab.get("tour");
  const tours = await ctx.loadTours();
  tours?.resume();
  if (resuming) for (const event of ctx.heard.splice(0)) tours?.tracked(event);
}

/** What was shown as done at once, but refused by the server, must not stay so. */
function noteRejected(ctx: Context, { rejected }: EventsAnswer, batch: QueuedEvent[]): void {
  console.warn("Handrail: events were rejected", rejected);
  const ids = new Set(rejected.map(({ id }) => id));
  if (batch.some(({ id, content }) => content && ids.has(id))) void ctx.refresh();
}

/** An address without its fragment, which is a place on the page, unless it is a route. */
const pageOf = (href: string): string => href.replace(/#(?!\/).*$/, "");

const watchesAddress = ({ boot }: Context): boolean =>
  boot.tours.length > 0 || boot.checklists.some(({ tasks }) => tasks.some((task) => task.complete_when.some((when) => "url" in when)));
