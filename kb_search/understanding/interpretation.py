"""From what somebody typed to the index terms to look for. Bounded, and there is no query language in it."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb_search.analysis import Word
from kb_search.answering.ranking import Alternative, Slot
from kb_search.engine import How, Query
from kb_search.languages.tokenising import is_unspaced
from kb_search.synonyms import Thesaurus
from kb_search.understanding.word_reading import Lexicon, Typed, WordReader

LETTERS = 200  # of a query are read
WORDS = 12
ALTERNATIVES = 16  # of a word
SYNONYM = 0.7  # of what the word itself would count for; of a phrase, of what its words count for on average
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True)
class Interpretation:
    """A query as it is read, and the words to look for."""

    text: str
    slots: tuple[Slot, ...]

    def corrected(self, chosen: Mapping[Slot, Alternative]) -> str | None:
        """The query with its corrections, those chosen or else the likeliest; None if there are none."""
        meant = [chosen.get(slot, slot.alternatives[0]) for slot in self.slots]
        replaced = {each.replaces: each.found for each in meant if each.replaces is not None}
        return _replaced(self.text, replaced) if replaced else None


@dataclass(frozen=True)
class _Span:
    """Neighbouring words of a query, by their places, and something that may stand for all of them together."""

    start: int
    end: int
    alternative: Alternative


class Interpreter:
    """Reads queries against one index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._analyser = lexicon.analyser
        self._vocabulary = lexicon.vocabulary
        self._reader = WordReader(lexicon)

    def interpret(self, query: Query) -> Interpretation:
        """The terms to look for, at most WORDS words, each with what may stand for it."""
        text = readable(query.text)
        words = self._analyser.words(text)
        typed = [_typed(word, text, query) for word in words]
        spans = [] if query.literal else [*self._joined(text, typed)]
        spans += self._meanings([word.term for word in words], query.thesaurus)
        telling = self._telling(words, spans)
        readings = {place: self._read(typed[place], place, query, spans) for place in telling}
        spans += self._meanings_of_corrections(words, readings, query.thesaurus)
        slots = [
            Slot(typed[place].text, (*alternatives, *_standing_for(place, spans, telling))[:ALTERNATIVES])
            for place, alternatives in readings.items()
        ]
        return Interpretation(text, tuple(slots))

    def completions(self, query: Query, limit: int) -> tuple[str, ...]:
        """The query with its last word completed in the likeliest ways."""
        text = readable(query.text)
        words = self._analyser.words(text)
        if not words or words[-1].end != len(text):
            return ()
        typed, kept = words[-1].text, text[: words[-1].start]
        return tuple(kept + word for word in self._reader.starting_with(typed, limit + 1) if word != typed)[:limit]

    def loosely(self, query: Query) -> Interpretation:
        """What comes nearest to the words, for a query that finds nothing as it was read."""
        text = readable(query.text)
        words = self._analyser.words(text)
        typed = [_typed(words[place], text, query) for place in self._telling(words, [])]
        near = ((word, self._reader.as_nearest(word)) for word in typed)
        return Interpretation(text, tuple(Slot(word.text, found) for word, found in near if found))

    def respellings(self, query: Query) -> list[str]:
        """The query as corrected, or else with far more frequent spellings of the words that are rare."""
        understood = self.interpret(query)
        corrected = understood.corrected({})
        if corrected is not None:
            return [corrected]
        typed = [_typed(word, understood.text, query) for word in self._analyser.words(understood.text)]
        likelier = [(word, self._reader.likelier(word)) for word in typed[:WORDS] if not word.unfinished]
        replaced = {(word.start, word.end): found for word, found in likelier if found is not None}
        return [_replaced(understood.text, replaced)] if replaced else []

    def _telling(self, words: list[Word], spans: list[_Span]) -> list[int]:
        """Places of the words that say something, each once; all if none does, the rarest if they are too many."""
        silent = {place for place, word in enumerate(words) if word.text in self._analyser.stop_words}
        for span in spans:
            if silent.issuperset(range(span.start, span.end)):  # the caller says that it does mean something
                silent.difference_update(range(span.start, span.end))
        telling = [place for place in range(len(words)) if place not in silent] or range(len(words))
        once = sorted({words[place].term: place for place in reversed(telling)}.values())
        counts = self._vocabulary.counts
        return sorted(sorted(once, key=lambda place: counts.get(words[place].text) or sys.maxsize)[:WORDS])

    def _read(self, word: Typed, place: int, query: Query, spans: list[_Span]) -> tuple[Alternative, ...]:
        as_typed = self._reader.as_typed(word)
        explained = any(span.start <= place < span.end for span in spans)
        goes_on = any(each.how is How.COMPLETED for each in as_typed)
        if query.literal or explained or goes_on:
            return as_typed
        if self._reader.is_known(word.text):
            return as_typed + self._reader.as_compound(word)
        return self._reader.as_meant(word) or as_typed

    def _joined(self, text: str, typed: list[Typed]) -> Iterator[_Span]:
        """Neighbours that are one word of the index without what stands between them."""
        for place, (left, right) in enumerate(pairwise(typed)):
            one = Typed(left.text + right.text, left.start, right.end, right.unfinished and len(left.text) == 1)
            if right.start - left.end != 1 or is_unspaced(one.text) or text[left.end] in ".,;:!?/":
                continue
            spelling = self._vocabulary.restore(one.text)
            known = [spelling] if spelling else self._reader.starting_with(one.text, 1) if one.unfinished else []
            for found in filter(self._lexicon.has_word, known):
                is_slip = not (self._reader.is_known(left.text) and self._reader.is_known(right.text))
                replaces = (one.start, one.end) if is_slip else None
                term = self._analyser.term(found)
                yield _Span(place, place + 2, Alternative((term,), found, How.JOINED, replaces=replaces))

    def _meanings(self, terms: list[str], thesaurus: Thesaurus) -> list[_Span]:
        return [
            _Span(start, end, Alternative(each.telling, each.text, How.SYNONYM, SYNONYM / len(each.telling)))
            for start, end, each in thesaurus.meanings(terms)
        ]

    def _meanings_of_corrections(
        self, words: list[Word], readings: Mapping[int, Iterable[Alternative]], thesaurus: Thesaurus
    ) -> list[_Span]:
        corrected = {place: best.terms[0] for place, (best, *_) in readings.items() if best.how is How.CORRECTED}
        if not corrected:
            return []
        terms = [corrected.get(place, word.term) for place, word in enumerate(words)]
        spans = self._meanings(terms, thesaurus)
        return [span for span in spans if not corrected.keys().isdisjoint(range(span.start, span.end))]


def _standing_for(place: int, spans: Iterable[_Span], telling: Sequence[int]) -> Iterator[Alternative]:
    """What may stand for a word and its neighbours; one word in place of several counts once, not for each."""
    for span in spans:
        if span.start <= place < span.end:
            share = sum(span.start <= other < span.end for other in telling)
            joined = span.alternative.how is How.JOINED
            yield replace(span.alternative, weight=span.alternative.weight / share) if joined else span.alternative


def readable(text: str) -> str:
    """The text a query is read as: no control characters or broken surrogates, at most LETTERS long."""
    return _UNPRINTABLE.sub(" ", text[:LETTERS]).lstrip()


def _typed(word: Word, text: str, query: Query) -> Typed:
    return Typed(word.text, word.start, word.end, query.typing and word.end == len(text))


def _replaced(text: str, replaced: Mapping[tuple[int, int], str]) -> str:
    for (start, end), found in sorted(replaced.items(), reverse=True):
        text = text[:start] + found + text[end:]
    return text.strip()
