import { h, type Child } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { send, write } from "../contact";
import type { PanelContext } from "../context";
import type { ContactForm } from "../state";
import type { DrawnView } from "./view";

/** The form that reaches a person, and the acknowledgement once it did. */
export function contactView(ctx: PanelContext, form: ContactForm): DrawnView {
  const { t } = ctx;
  return { title: t("contact"), body: form.answer ? acknowledged(ctx, form) : fields(ctx, form), asks: true };
}

function fields(ctx: PanelContext, form: ContactForm): Child {
  const { t, boot } = ctx;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const element = event.target as HTMLFormElement;
    await send(ctx, form);
    setTimeout(() => element.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const failed = form.state === "failed" && !form.errors.message && !form.errors.email;
  return (
    <form novalidate key="form" onsubmit={submit}>
      <p class="muted">{t("contact_text")}</p>
      {field(ctx, form, "message", (props) => <textarea rows="6" {...props} />)}
      {boot.help.needs_email && field(ctx, form, "email", (props) => <input type="email" autocomplete="email" {...props} />)}
      {failed && <p class="error">{t("send_failed")}</p>}
      <button type="submit" class="button wide" aria-disabled={form.state === "sending"}>{t(form.state === "sending" ? "sending" : "send")}</button>
    </form>
  );
}

function field(ctx: PanelContext, form: ContactForm, name: "message" | "email", control: (props: object) => Child): Child {
  const error = form.errors[name];
  const props = {
    id: name,
    value: form[name],
    required: true,
    "aria-invalid": !!error,
    "aria-describedby": error ? `${name}-error` : null,
    oninput: (event: Event) => write(ctx, form, name, (event.target as HTMLInputElement).value),
  };
  return (
    <div class="labelled" key={name}>
      <label for={name}>{ctx.t(name)}</label>
      {control(props)}
      {error && <p class="error" id={`${name}-error`}>{error}</p>}
    </div>
  );
}

function acknowledged({ t }: PanelContext, { answer }: ContactForm): Child {
  return (
    <div class="empty" key="sent">
      <span class="tick big">{icon("check")}</span>
      <strong>{t("sent")}</strong>
      <p>{answer!.text}</p>
      <p class="muted">{t("reference", { reference: answer!.reference })}</p>
    </div>
  );
}
