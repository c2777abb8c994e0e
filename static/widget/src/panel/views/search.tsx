import type { Fragment as Part, SearchAnswer, SearchHit } from "../../types";
import { h, type Child } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { openContact } from "../contact";
import type { PanelContext } from "../context";
import { closePanel } from "../navigation";
import { failed } from "./loading";
import { articleItems } from "./row";

/** The search box: an editable combobox with manual selection (WAI-ARIA Authoring Practices). */
export function searchField(ctx: PanelContext): Child {
  const { t, panel, search } = ctx;
  const { query, active, answer } = panel.search;
  const shown = answer?.state === "ready" && !!answer.value.items.length;
  return (
    <div class="field search" key="search">
      {icon("search")}
      <input
        type="text" inputmode="search" enterkeyhint="search" autocomplete="off" spellcheck="false"
        role="combobox" aria-label={t("search")} placeholder={t("search")} aria-autocomplete="list"
        aria-expanded={shown} aria-controls="results" aria-activedescendant={active < 0 ? null : `hit-${active}`}
        value={query}
        oninput={(event) => search.type((event.target as HTMLInputElement).value)}
        onkeydown={(event) => pressed(ctx, event)}
      />
      {query && <button type="button" class="icon" aria-label={t("clear")} onclick={() => search.type("")}>{icon("close")}</button>}
    </div>
  );
}

function pressed(ctx: PanelContext, event: KeyboardEvent): void {
  const { panel, search } = ctx;
  if (event.isComposing) return; // an input method is still choosing characters
  if (event.key === "ArrowDown" || event.key === "ArrowUp") search.move(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter") search.enter();
  else if (event.key === "Escape") {
    if (panel.search.query) search.type("");
    else closePanel(ctx);
    event.stopPropagation();
  } else return;
  event.preventDefault();
}

export function searchResults(ctx: PanelContext): Child {
  const { t, panel } = ctx;
  const { answer } = panel.search;
  if (!answer || answer.state === "loading") return <p class="muted">{t("searching")}</p>;
  if (answer.state === "failed") return failed(ctx, ctx.search.retry);
  if (!answer.value.items.length) return nothing(ctx, answer.value);
  return [corrected(ctx, answer.value), hitList(ctx, answer.value)];
}

const corrected = ({ t, search }: PanelContext, { corrected: query, query: typed }: SearchAnswer): Child =>
  query && (
    <p class="muted" key="corrected">
      {t("corrected", { query })} <button type="button" class="link" onclick={search.literally}>{t("literally", { query: typed })}</button>
    </p>
  );

function hitList(ctx: PanelContext, { items }: SearchAnswer): Child {
  return (
    <ul id="results" role="listbox" aria-label={ctx.t("search")} class="rows">
      {items.map((hit, index) => option(ctx, hit, index))}
    </ul>
  );
}

function option(ctx: PanelContext, hit: SearchHit, index: number): Child {
  const { boot, t, panel, search } = ctx;
  const foreign = hit.locale.split("-")[0] !== boot.locale.split("-")[0];
  return (
    <li role="option" id={`hit-${index}`} key={hit.id} class="row hit" lang={foreign && hit.locale}
      aria-selected={index === panel.search.active} onclick={() => search.pick(hit)}>
      <strong>{highlighted(hit.title)}</strong>
      <span class="muted">{highlighted(hit.snippet)}</span>
      {(hit.collection || foreign) && (
        <small class="muted">{hit.collection}{foreign && ` · ${t("in_language", { language: languageName(hit.locale, boot.locale) })}`}</small>
      )}
    </li>
  );
}

const highlighted = (parts: Part[]): Child => parts.map(({ text, match }) => (match ? <mark>{text}</mark> : text));

const languageName = (of: string, inLocale: string): string =>
  new Intl.DisplayNames([inLocale, "en"], { type: "language" }).of(of) ?? of;

function nothing(ctx: PanelContext, { nearest, offered }: SearchAnswer): Child {
  const { t, panel } = ctx;
  const query = panel.search.query.trim();
  const near = nearest.map((hit) => ({ ...hit, title: hit.title.map(({ text }) => text).join("") }));
  return [
    <div class="empty" key="nothing">
      <strong>{t("no_results", { query })}</strong>
      <p class="muted">{t("no_results_text")}</p>
      <button type="button" class="button" onclick={() => openContact(ctx, query)}>{t("contact")}</button>
    </div>,
    <ul class="rows" key="instead">{articleItems(ctx, near.length ? near : offered, "search")}</ul>,
  ];
}
