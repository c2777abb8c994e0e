"""What each language has to say to a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb_search import Answer, Fragment, Hit, Match, SuggestionKind
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import Entry
from onboarding.help.search.asking import Asking
from onboarding.help.search.indexing import article_index


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

    locale: str
    answer: Answer
    found: list[Found]
    nearest: list[Found]

    @property
    def corrected(self) -> str | None:
        """What was sought instead of what was typed."""
        return self.answer.corrected

    @property
    def partial(self) -> bool:
        """Whether no article that was found holds every word that was looked for."""
        most = max((len(hit.matches) for hit in self.answer.hits), default=0)
        return bool(self.found) and (self.answer.partial or all(len(each.matches) < most for each in self.found))

    @property
    def understands(self) -> bool:
        """Whether an article was found that holds every word as it was typed."""
        return bool(self.found) and not self.partial and self.corrected is None


def ask(asking: Asking, spoken: Sequence[str], locales: Sequence[str]) -> list[Asked]:
    """What each language finds, those that understand the query before those that only make something of it.

    Words of one language look misspelt in another, or are in it by chance, so what such a language finds is not enough.
    """
    asked: list[Asked] = []
    for locale in spoken:
        if sum(len(each.found) for each in asked if each.understands) >= asking.limit:
            break
        answer = article_index().search(asking.catalogue, asking.of(locale))
        hits = (_wanted(asking.catalogue, each, locale, locales) for each in (answer.hits, answer.nearest))
        asked.append(Asked(locale, answer, *hits))
    return sorted(asked, key=lambda each: not each.understands)


def respelt(asking: Asking, locales: Iterable[str], corrected: str | None) -> str | None:
    """A spelling that is likelier by far than one the index of a language knows: to be suggested where little is found.

    The first that one of the languages has; neither what was typed nor what was sought instead.
    """
    if asking.literal:
        return None
    suggested = (each for locale in locales for each in article_index().suggest(asking.catalogue, asking.of(locale)))
    spellings = (each.text for each in suggested if each.kind is SuggestionKind.SPELLING)
    return next((text for text in spellings if text not in (asking.text, corrected)), None)


def _wanted(catalogue: Catalogue, hits: Sequence[Hit], locale: str, locales: Sequence[str]) -> list[Found]:
    """Of the hits in a language, those that the reader has in none they would rather read."""
    entries = ((hit, catalogue.entry(hit.id, locales)) for hit in hits)
    return [
        Found(entry, hit.title, hit.snippet, hit.matches, hit.score)
        for hit, entry in entries
        if entry is not None and entry.locale == locale
    ]
