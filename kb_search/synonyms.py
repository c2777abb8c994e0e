"""Synonyms that the owner of a knowledge base lists: what else to look for when a word or phrase is typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from kb_search.analysis import analyser_for

RULES = 2_000  # of a thesaurus are read
LONGEST_PHRASE = 4  # words; longer ones are left out
MEANINGS = 12  # of one word or phrase are looked for


@dataclass(frozen=True)
class SynonymRule:
    """`words` mean the same as each other; or, where `means` is given, whoever types one of them means those too."""

    words: tuple[str, ...]
    means: tuple[str, ...] | None = None


class Expression(NamedTuple):
    """A word or phrase: how its owner wrote it, its index terms, and those that say something."""

    text: str
    terms: tuple[str, ...]
    telling: tuple[str, ...]


class Meaning(NamedTuple):
    """An expression that may stand for the words from `start` to `end` of a query."""

    start: int
    end: int
    expression: Expression


class Thesaurus:
    """The synonyms of one workspace in one locale; analysed at the first search, so keep it between searches."""

    def __init__(self, rules: Iterable[SynonymRule] = (), locale: str = "") -> None:
        self._rules = tuple(rules)[:RULES]
        self._locale = locale

    def meanings(self, terms: Sequence[str]) -> list[Meaning]:
        """What else the terms of a query may mean, phrase by phrase, the longest first at each place."""
        if not self._rules:
            return []
        return [
            Meaning(start, start + length, expression)
            for start in range(len(terms))
            for length in range(min(LONGEST_PHRASE, len(terms) - start), 0, -1)
            for expression in self._meanings.get(tuple(terms[start : start + length]), ())
        ]

    @cached_property
    def _meanings(self) -> Mapping[tuple[str, ...], tuple[Expression, ...]]:
        meanings: dict[tuple[str, ...], dict[tuple[str, ...], Expression]] = {}
        for rule in self._rules:
            typed = self._expressions(rule.words)
            for one in typed:
                for other in typed if rule.means is None else self._expressions(rule.means):
                    known = meanings.setdefault(one.terms, {})
                    if other.terms != one.terms and len(known) < MEANINGS:
                        known.setdefault(other.terms, other)
        return MappingProxyType({terms: tuple(found.values()) for terms, found in meanings.items()})

    def _expressions(self, texts: Iterable[str]) -> list[Expression]:
        analyser = analyser_for(self._locale)
        expressions = []
        for text in texts:
            words = analyser.words(text)
            terms = tuple(word.term for word in words)
            telling = tuple(word.term for word in words if word.text not in analyser.stop_words)
            if 0 < len(terms) <= LONGEST_PHRASE:
                expressions.append(Expression(text.strip(), terms, telling or terms))
        return expressions


NO_SYNONYMS = Thesaurus()
