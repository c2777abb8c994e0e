import type { RequestAnswer } from "../types";
import { helpSession, sendHelp } from "../help/session";
import type { HttpError } from "../net/http";
import type { PanelContext } from "./context";
import { goTo } from "./navigation";
import { currentSearch, currentView, type ContactForm } from "./state";

const DRAFT = "draft";
type Draft = Pick<ContactForm, "id" | "sent" | "message" | "email">;

/** Opens the contact form with what the user had already written, else with `message`. */
export function openContact(ctx: PanelContext, message = ""): void {
  ctx.search.settle();
  const form = newForm(ctx, message);
  const { article, search } = form;
  goTo(ctx, { name: "contact", form });
  sendHelp(ctx, { name: "contact_opened", article, search });
}

/** A form that knows what the user looked at before. */
export function newForm({ panel, tab, newId }: PanelContext, message = ""): ContactForm {
  const from = currentView(panel);
  const article = from.name === "article" ? from.article.value?.id : undefined;
  const draft = tab.get<Draft>(DRAFT) ?? { id: newId(), message, email: "" };
  return { ...draft, article, search: currentSearch(panel), state: "editing", errors: {}, answer: null };
}

/** Takes in a keystroke, and keeps it: closing the panel or the page must not lose what was typed. */
export function write(ctx: PanelContext, form: ContactForm, field: "message" | "email", text: string): void {
  form[field] = text;
  delete form.errors[field];
  keepDraft(ctx, form);
  ctx.render();
}

const keepDraft = ({ tab }: PanelContext, { id, sent, message, email }: Draft): void =>
  tab.set(DRAFT, { id, sent, message, email } satisfies Draft);

export async function send(ctx: PanelContext, form: ContactForm): Promise<void> {
  if (form.state === "sending") return;
  form.errors = missing(ctx, form);
  if (!Object.keys(form.errors).length) await post(ctx, form);
  ctx.render();
}

function missing({ t, boot }: PanelContext, form: ContactForm): Record<string, string> {
  return {
    ...(!form.message.trim() && { message: t("required") }),
    ...(boot.help.needs_email && !form.email.trim() && { email: t("required") }),
  };
}

async function post(ctx: PanelContext, form: ContactForm): Promise<void> {
  form.state = "sending";
  ctx.render();
  const words = `${form.email}\n${form.message}`;
  if (form.sent && form.sent !== words) form.id = ctx.newId();
  form.sent = words;
  keepDraft(ctx, form);
  const { id, message, email, article, search } = form;
  const body = { id, message, url: ctx.url(), help_session: helpSession(ctx), article, search, email: email || undefined };
  try {
    form.answer = await ctx.http.post<RequestAnswer>("v1/requests", body);
    form.state = "editing";
    ctx.tab.remove(DRAFT);
    ctx.announce(ctx.t("sent"));
  } catch (error) {
    form.state = "failed";
    form.errors = pointed(error as Partial<HttpError>);
    if (!Object.keys(form.errors).length) ctx.announce(ctx.t("send_failed"));
  }
}

/** Errors by field, from the JSON pointers of the problem document; told by shape, as the module has a class of its own. */
function pointed({ problem }: Partial<HttpError>): Record<string, string> {
  return Object.fromEntries((problem?.errors ?? []).map(({ pointer, detail }) => [pointer.replace(/^.*\//, ""), detail]));
}
