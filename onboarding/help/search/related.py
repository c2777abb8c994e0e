"""What to read after an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb_search import Query
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import Entry
from onboarding.help.reading.tree import entries_in
from onboarding.help.search.index import SearchUnavailable
from onboarding.help.search.indexing import article_index

MOST = 4


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
    return tuple(others.values())[:MOST]


def _near(catalogue: Catalogue, entry: Entry, locales: Sequence[str]) -> Iterator[Entry]:
    try:
        query = Query(entry.title, entry.locale, limit=3 * MOST, audience=catalogue.labels)
        answer = article_index().search(catalogue, query)
    except SearchUnavailable:
        return
    for hit in answer.hits:
        found = catalogue.entry(hit.id, locales)
        if found is not None:
            yield found
