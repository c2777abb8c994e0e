"""What texts in languages that a reader does not get say to a query: for those who type words of such a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb_search import Answer, Fragment, Hit
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.search.asking import Asking
from onboarding.help.search.by_language import Asked, Found
from onboarding.help.search.indexing import article_index


def ask_translations(asking: Asking, spoken: Sequence[str], locales: Sequence[str]) -> list[Asked]:
    """The first language besides those `spoken` whose texts hold every word just as it was typed, if there is one.

    Its articles are found as the reader reads them: in the first of the `locales`. A word that is only like one of a
    strange language is misspelt in the reader's own, and finds nothing here.
    """
    for locale in locales:
        if locale in spoken or locale not in asking.catalogue.locales:
            continue
        answer = article_index().search(asking.catalogue, asking.of(locale))
        asked = Asked(locale, answer, list(_read(asking.catalogue, answer, locales)), [])
        if asked.understands:
            return [asked]
    return []


def _read(catalogue: Catalogue, answer: Answer, locales: Sequence[str]) -> Iterator[Found]:
    for hit in answer.hits:
        found = _as_read(catalogue, hit, locales)
        if found is not None:
            yield found


def _as_read(catalogue: Catalogue, hit: Hit, locales: Sequence[str]) -> Found | None:
    entry = catalogue.entry(hit.id, locales)
    if entry is None:
        return None
    title, snippet = (Fragment(text, match=False) for text in (entry.title, entry.description))
    return Found(entry, (title,), (snippet,), hit.matches, hit.score)
