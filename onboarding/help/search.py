"""Finding articles for what somebody typed, or for an article that is being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb_search import Answer, Fragment, Query
from onboarding.help.catalogue import Catalogue
from onboarding.help.entries import Entry
from onboarding.help.indexing import SearchUnavailable, article_index
from onboarding.help.tree import entries_in
from onboarding.store import now
from onboarding.store.ids import new_id

MOST_RELATED = 4
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found, with what of it fits the query."""

    entry: Entry
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query."""

    search_id: str
    """By which the query, what was opened and what was asked afterwards belong together."""
    query: str
    corrected: str | None
    """What was sought instead, when a word was misspelt."""
    locale: str
    items: tuple[Found, ...]


def search(
    catalogue: Catalogue, text: str, locales: Sequence[str], *, limit: int, typing: bool = False, literal: bool = False
) -> Results:
    """The articles that fit best, each in the first of the languages it is written in.

    Args:
        catalogue: what there is to find.
        text: what was typed; 200 characters of it count.
        locales: languages in the order in which the reader wants them.
        limit: how many at most.
        typing: the last word may be unfinished.
        literal: correct nothing.

    Raises:
        SearchUnavailable: there is no index, and none can be made at the moment.
    """
    spoken = [locale for locale in locales if locale in catalogue.locales]
    text = text[:LONGEST_QUERY].strip()
    items: list[Found] = []
    corrected = None
    for locale in spoken if text else ():
        query = Query(text, locale, limit=limit, typing=typing, literal=literal, audience=catalogue.labels)
        answer = article_index().search(catalogue, query)
        found = _nearest(catalogue, answer, locale, locales)
        if found and not items:  # a word of one language looks misspelt in the next
            corrected = answer.corrected
        items += found
        if len(items) >= limit:
            break
    first = spoken[0] if spoken else locales[0]
    return Results(new_id("sea", now()), text, corrected, first, tuple(items[:limit]))


def _nearest(catalogue: Catalogue, answer: Answer, locale: str, locales: Sequence[str]) -> list[Found]:
    """Of the hits in a language, those that the reader has in none they would rather read."""
    entries = ((hit, catalogue.entry(hit.id, locales)) for hit in answer.hits)
    return [
        Found(entry, hit.title, hit.snippet) for hit, entry in entries if entry is not None and entry.locale == locale
    ]


def related(catalogue: Catalogue, entry: Entry, locales: Sequence[str]) -> tuple[Entry, ...]:
    """What else to read: articles near it in the same collection, then near it elsewhere, then its neighbours."""
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
