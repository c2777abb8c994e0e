import type { EventsAnswer, QueuedEvent } from "./types";
import { fetchBoot } from "./boot";
import { applyProgress, complete, completeByUrl, sendChecklist, undo } from "./checklist/progress";
import { offeredList } from "./checklist/status";
import type { Context, News } from "./context";
import { openChannel } from "./net/channel";
import { uuidv7 } from "./net/uuid";
import { matches } from "./page/pattern";
import { watchRoute } from "./page/route";
import { panelOf, toursOf } from "./parts";
import { createRefresh } from "./refresh";
import type { Session } from "./session";
import { core } from "./text/en";
import { createTranslate } from "./text/i18n";
import { startsHere } from "./tour/start";
import { createAnnouncer } from "./ui/announcer";
import { createLauncher } from "./ui/launcher";
import { mountRoot } from "./ui/root";
import { applyTheme, watchScheme } from "./ui/theme";

const PHONE_PX = 480;

/** Boots `session` and puts the widget on the page. */
export async function startApp(session: Session, css: string): Promise<Context> {
  const boot = await fetchBoot(session);
  session.signal.throwIfAborted();
  const ctx = assemble(session, boot, css);
  listen(ctx);
  ctx.render();
  session.queue.add({ name: "page_viewed" });
  welcome(ctx);
  session.bus.emit("ready", { user: boot.user.id });
  return ctx;
}

/** What comes up by itself, one thing at most: the tour this tab is in, the panel as it was left, a tour that starts here, a list nobody has seen. */
function welcome(ctx: Context): void {
  completeByUrl(ctx);
  const { tab, boot } = ctx;
  const roomy = innerWidth > PHONE_PX; // on a phone the panel covers the page that the user has just gone to
  const list = offeredList(boot.checklists);
  if (roomy && tab.get("panel") && !tab.get("tour")) void ctx.loadPanel().then((panel) => panel?.restore());
  else if (hasTour(ctx)) void goOn(ctx);
  else if (roomy && list) void ctx.loadPanel().then((panel) => panel?.offer(list.key));
}

/** Wires the parts together; each knows the context, none knows another. */
function assemble(session: Session, boot: Context["boot"], css: string): Context {
  const { signal, settings, wire } = session;
  const root = mountRoot(css, signal);

  const translate: Context["translate"] = (english) => createTranslate({ ...core, ...english }, () => ctx.boot);
  const ctx = {
    ...session,
    boot,
    root,
    t: translate({}),
    translate,
    newId: () => uuidv7(),
    isAt: (pattern) => !pattern || matches(pattern, location.href),
    send: (...event) => sendChecklist(ctx, ...event),
    complete: (list, task, by) => complete(ctx, list, task, by),
    undo: (list, task) => undo(ctx, list, task),
    apply: (news) => applyProgress(ctx, news),
    announce: createAnnouncer(root, () => !root.isHeldBy("panel"), signal),
    render: () => wire.emit("changed", {}),
  } as Context;
  Object.assign(ctx, { loadPanel: panelOf(ctx), loadTours: toursOf(ctx), ...createRefresh(ctx) });
  wire.on("changed", () => applyTheme(root, ctx.boot, settings));
  wire.on("changed", createLauncher(ctx));
  watchScheme(ctx.render, signal);
  return ctx;
}

/** Joins the context to what happens in the page, at the server and in other tabs. */
function listen(ctx: Context): void {
  const { signal, identity, queue, wire } = ctx;
  const owner = identity.owner();
  // what the server said before it heard of what the user has done since would take that back for a moment
  const settled = <T>(states: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(states).filter(([key]) => !queue.waitsFor(key)));
  const take = ({ checklists, tours }: News): void => ctx.apply({ checklists: settled(checklists), tours: settled(tours) });
  const heard = (message: News & { owner: string }): void => {
    if (message.owner === owner) take(message);
  };
  const channel = openChannel(`handrail:${identity.key}`, heard, signal);

  wire.on("answer", ({ answer, batch }) => {
    if (answer.rejected.length) noteRejected(ctx, answer, batch);
    take(answer);
    channel.say({ ...answer, owner });
  });

  let page = pageOf(location.href);
  const moved = (): void => {
    const left = page;
    page = pageOf(location.href);
    if (page !== left) queue.add({ name: "page_viewed" });
    ctx.heard.length = 0;
    wire.emit("moved", {});
    completeByUrl(ctx);
    if (ctx.root.isHeldBy("panel")) ctx.refreshIfStale(); // it suggests what belongs to the page
    if (hasTour(ctx)) void goOn(ctx);
  };
  watchRoute(moved, () => watchesAddress(ctx), signal);
  addEventListener("pageshow", (event) => event.persisted && void ctx.refresh(), { signal });
}

/** Whether a tour goes on here, or starts. */
const hasTour = (ctx: Context): boolean => !!ctx.tab.get("tour") || ctx.boot.tours.some((tour) => startsHere(ctx, tour));

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

const watchesAddress = ({ boot, root }: Context): boolean =>
  root.isHeldBy("panel") || boot.tours.length > 0 || boot.checklists.some(({ tasks }) => tasks.some((task) => task.complete_when.some((when) => "url" in when)));
