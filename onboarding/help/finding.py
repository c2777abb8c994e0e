"""What each language has to say to a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb_search import Answer, Fragment, Hit, Match, SuggestionKind
from onboarding.help.asking import Asking
from onboarding.help.catalogue import Catalogue
from onboarding.help.entries import Entry
from onboarding.help.indexing import article_index


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found, with what of it fits the query."""

    entry: Entry
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]
    matches: tuple[Match, ...] = ()
    """What was found for each word of the query that the article answers."""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What a language has to say to a query."""

    answer: Answer
    found: list[Found]
    nearest: list[Found]


def ask(asking: Asking, spoken: Sequence[str], locales: Sequence[str]) -> Iterator[Asked]:
    """Language by language, until there is enough."""
    count = 0
    for locale in spoken:
        if count >= asking.limit:
            return
        answer = article_index().search(asking.catalogue, asking.of(locale))
        hits = (_wanted(asking.catalogue, each, locale, locales) for each in (answer.hits, answer.nearest))
        asked = Asked(answer, *hits)
        count += len(asked.found)
        yield asked


def respelt(asking: Asking, spoken: Sequence[str], telling: Answer) -> str | None:
    """A spelling that is likelier by far than one the index knows: to be suggested where little is found."""
    if asking.literal or not spoken:
        return None
    suggested = article_index().suggest(asking.catalogue, asking.of(spoken[0]))
    spellings = (each.text for each in suggested if each.kind is SuggestionKind.SPELLING)
    return next((text for text in spellings if text not in (asking.text, telling.corrected)), None)


def _wanted(catalogue: Catalogue, hits: Sequence[Hit], locale: str, locales: Sequence[str]) -> list[Found]:
    """Of the hits in a language, those that the reader has in none they would rather read."""
    entries = ((hit, catalogue.entry(hit.id, locales)) for hit in hits)
    return [
        Found(entry, hit.title, hit.snippet, hit.matches, hit.score)
        for hit, entry in entries
        if entry is not None and entry.locale == locale
    ]
