"""Finding articles for what somebody typed, or for an article that is being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb_search import Query
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import Entry
from onboarding.help.reading.tree import entries_in
from onboarding.help.search.asking import Asking
from onboarding.help.search.by_language import Found, ask, respelt
from onboarding.help.search.index import SearchUnavailable
from onboarding.help.search.indexing import article_index
from onboarding.help.search.suggestions import instead
from onboarding.help.signals.priors import NOWHERE, Whereabouts
from onboarding.store import now
from onboarding.store.ids import new_id

MOST_RELATED = 4
LONGEST_QUERY = 200
FEW = 3
"""With fewer results than this, another spelling is suggested if there is a likelier one."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query."""

    search_id: str
    """By which the query, what was opened and what was asked afterwards belong together."""
    query: str
    corrected: str | None
    """What was sought instead, when a word was misspelt."""
    did_you_mean: str | None
    """What would find more, where little is found: only a suggestion."""
    locale: str
    items: tuple[Found, ...]
    asking: Asking
    partial: bool = False
    """Whether no article holds every word that was looked for."""
    nearest: tuple[Found, ...] = ()
    """When nothing was found: articles with words that look like those typed."""
    offered: tuple[Entry, ...] = ()
    """When nothing was found: articles of this page, then those that are read most; so that there is a way on."""


def search(
    catalogue: Catalogue,
    text: str,
    locales: Sequence[str],
    *,
    limit: int,
    typing: bool = False,
    literal: bool = False,
    place: Whereabouts = NOWHERE,
) -> Results:
    """The articles that fit best, each in the first of the languages it is written in.

    Args:
        catalogue: what there is to find.
        text: what was typed; 200 characters of it count.
        locales: languages in the order in which the reader wants them.
        limit: how many at most.
        typing: the last word may be unfinished.
        literal: correct nothing.
        place: where the reader is.

    Raises:
        SearchUnavailable: there is no index, and none can be made at the moment.
    """
    spoken = [locale for locale in locales if locale in catalogue.locales]
    asking = Asking(catalogue, text[:LONGEST_QUERY].strip(), limit, typing, literal, place)
    asked = ask(asking, spoken, locales) if asking.text else []
    items = tuple(found for each in asked for found in each.found)[:limit]
    # A word of one language looks misspelt in the next, so what is said of the words is said by the first that finds.
    telling = next((each for each in asked if each.found), None)
    corrected = telling.corrected if telling else None
    is_in_vain = bool(asking.text) and not items
    return Results(
        search_id=new_id("sea", now()),
        query=asking.text,
        corrected=corrected,
        did_you_mean=respelt(asking, [telling.locale] if telling else spoken, corrected)
        if asking.text and len(items) < FEW
        else None,
        locale=spoken[0] if spoken else locales[0],
        items=items,
        asking=asking,
        partial=telling is not None and telling.partial,
        nearest=tuple(near for each in asked for near in each.nearest)[:limit] if is_in_vain else (),
        offered=tuple(instead(catalogue, locales, url=place.url, articles=place.articles)) if is_in_vain else (),
    )


def related(catalogue: Catalogue, entry: Entry, locales: Sequence[str]) -> tuple[Entry, ...]:
    """What else to read: what an author chose, in that order.

    Where nobody chose what the reader may read: articles near it in the same collection, then near it elsewhere, then
    its neighbours.
    """
    chosen = (catalogue.entry(each, locales) for each in catalogue.articles[entry.article_id].related)
    readable = tuple(each for each in chosen if each is not None)
    return readable or _worked_out(catalogue, entry, locales)


def _worked_out(catalogue: Catalogue, entry: Entry, locales: Sequence[str]) -> tuple[Entry, ...]:
    siblings = entries_in(catalogue, catalogue.articles[entry.article_id].collection_id, locales)
    beside = {each.article_id for each in siblings}
    near = sorted(_near(catalogue, entry, locales), key=lambda each: each.article_id not in beside)
    others = {each.article_id: each for each in (*near, *siblings) if each.article_id != entry.article_id}
    return tuple(others.values())[:MOST_RELATED]


def _near(catalogue: Catalogue, entry: Entry, locales: Sequence[str]) -> Iterator[Entry]:
    try:
        query = Query(entry.title, entry.locale, limit=3 * MOST_RELATED, audience=catalogue.labels)
        answer = article_index().search(catalogue, query)
    except SearchUnavailable:
        return
    for hit in answer.hits:
        found = catalogue.entry(hit.id, locales)
        if found is not None:
            yield found
