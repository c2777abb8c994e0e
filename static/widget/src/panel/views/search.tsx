import type { Fragment as Part, SearchAnswer, SearchHit } from "../../types";
import { h, type Child } from "../../ui/dom";
import { icon } from "../../ui/icons";
import { openContact } from "../contact";
import type { PanelContext } from "../context";
import { closePanel } from "../navigation";
import { plain } from "../search";
import { failed } from "./loading";
import { articleList, badge, browseRow } from "./row";

/** The search box: an editable combobox with manual selection (WAI-ARIA Authoring Practices). */
export function searchField(ctx: PanelContext): Child {
  const { t, panel, search } = ctx;
  const { query, active, answer } = panel.search;
  const shown = !!answer?.value?.items.length;
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
      {query && <button class="icon" aria-label={t("clear")} onclick={() => search.type("")}>{icon("close")}</button>}
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
  if (answer?.state === "failed") return failed(ctx, ctx.search.retry);
  if (!answer?.value) return <p class="muted">{t("searching")}</p>;
  if (!answer.value.items.length) return nothing(ctx, answer.value);
  return [corrected(ctx, answer.value), partial(ctx, answer.value), hitList(ctx, answer.value), meant(ctx, answer.value)];
}

const corrected = ({ t, search }: PanelContext, { corrected: query, query: typed }: SearchAnswer): Child =>
  query && (
    <p class="muted" key="corrected">
      {t("corrected", { query })} <button class="link" onclick={search.literally}>{t("literally", { query: typed })}</button>
    </p>
  );

const partial = ({ t }: PanelContext, { holds_all }: SearchAnswer): Child =>
  !holds_all && <p class="muted" key="partial">{t("partial")}</p>;

const meant = ({ t, search }: PanelContext, { did_you_mean: query }: SearchAnswer): Child =>
  query && <p key="meant"><button class="link" onclick={() => search.type(query)}>{t("did_you_mean", { query })}</button></p>;

function hitList(ctx: PanelContext, { items }: SearchAnswer): Child {
  return (
    <ul id="results" role="listbox" aria-label={ctx.t("search")} class="rows">
      {items.map((hit, index) => option(ctx, hit, index))}
    </ul>
  );
}

function option(ctx: PanelContext, hit: SearchHit, index: number): Child {
  const { panel, search } = ctx;
  const foreign = badge(ctx, hit.locale);
  return (
    <li role="option" id={`hit-${index}`} key={hit.id} class="row hit" lang={foreign ? hit.locale : null}
      aria-selected={index === panel.search.active} onclick={() => search.pick(hit)}>
      <strong>{highlighted(hit.title)}</strong>
      <span class="muted">{highlighted(hit.snippet)}</span>
      {(hit.collection || foreign) && <small class="muted">{[hit.collection, foreign].filter(Boolean).join(" · ")}</small>}
    </li>
  );
}

const highlighted = (parts: Part[]): Child => parts.map(({ text, match }) => (match ? <mark>{text}</mark> : text));

function nothing(ctx: PanelContext, answer: SearchAnswer): Child {
  const { nearest, offered } = answer;
  const { t, panel } = ctx;
  const query = panel.search.query.trim();
  const near = nearest.map((hit) => ({ ...hit, title: plain(hit.title) }));
  return [
    <div class="empty" key="nothing">
      <strong>{t("no_results", { query })}</strong>
      <p class="muted">{t("no_results_text")}</p>
      {meant(ctx, answer)}
    </div>,
    near.length ? articleList(ctx, t("nearest"), near, "search") : articleList(ctx, t("offered"), offered, "search"),
    browseRow(ctx),
    <button class="button" onclick={() => openContact(ctx, query)}>{t("contact")}</button>,
  ];
}
