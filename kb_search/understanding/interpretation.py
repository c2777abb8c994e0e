"""From what somebody typed to the index terms to look for. Bounded, and there is no query language in it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from kb_search.analysis import Word
from kb_search.answer import How
from kb_search.engine import Query
from kb_search.understanding.guessing import Guesser
from kb_search.understanding.lexicon import Lexicon
from kb_search.understanding.phrase_reading import (
    Phrase,
    PhraseReader,
    meanings,
    meanings_of_corrections,
    standing_for,
)
from kb_search.understanding.slots import Alternative, Slot
from kb_search.understanding.typed import Typed, readable
from kb_search.understanding.word_reading import WordReader

WORDS = 12  # of a query
ALTERNATIVES = 16  # of a word


@dataclass(frozen=True)
class Interpretation:
    """A query as it is read, and the words to look for."""

    text: str
    slots: tuple[Slot, ...]

    def corrected(self, chosen: Mapping[str, Alternative]) -> str | None:
        """The query with its corrections, those chosen for the words or else the likeliest; None if there are none."""
        meant = [chosen.get(slot.word, slot.alternatives[0]) for slot in self.slots]
        replaced = {each.replaces: each.found for each in meant if each.replaces is not None}
        return _replaced(self.text, replaced) if replaced else None


class Interpreter:
    """Reads queries against one index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._analyser = lexicon.analyser
        self._vocabulary = lexicon.vocabulary
        self._words = WordReader(lexicon)
        self._phrases = PhraseReader(lexicon, self._words)
        self._guesser = Guesser(lexicon)

    def interpret(self, query: Query) -> Interpretation:
        """The terms to look for, at most WORDS words, each with what may stand for it."""
        text = readable(query.text)
        words = self._analyser.words(text)
        typed = [Typed.of(word, text, query) for word in words]
        phrases = [] if query.literal else [*self._phrases.joined(text, typed)]
        phrases += meanings([word.term for word in words], query.thesaurus)
        telling = self._telling(words, phrases)
        if len(telling) > 1 and typed[-1].is_first_letter and text[typed[-1].start - 1].isspace():
            typed[-1] = typed[-1].as_finished()
            telling = [place for place in telling if not self._is_too_early(place, typed, phrases)]
        readings = {place: self._read(typed[place], place, query, phrases) for place in telling}
        phrases += meanings_of_corrections(words, readings, query.thesaurus)
        slots = [
            Slot(typed[place].text, (*alternatives, *standing_for(place, phrases, telling))[:ALTERNATIVES])
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
        return tuple(kept + word for word in self._words.starting_with(typed, limit + 1) if word != typed)[:limit]

    def loosely(self, query: Query) -> Interpretation:
        """What comes nearest to the words, for a query that finds nothing as it was read."""
        text = readable(query.text)
        words = self._analyser.words(text)
        typed = [Typed.of(words[place], text, query) for place in self._telling(words, [])]
        near = ((word, self._words.as_nearest(word)) for word in typed)
        return Interpretation(text, tuple(Slot(word.text, found) for word, found in near if found))

    def respellings(self, query: Query) -> list[str]:
        """The query as corrected, or else with far more frequent spellings of the words that are rare."""
        understood = self.interpret(query)
        corrected = understood.corrected({})
        if corrected is not None:
            return [corrected]
        typed = [Typed.of(word, understood.text, query) for word in self._analyser.words(understood.text)]
        likelier = [(word, self._guesser.likelier(word)) for word in typed[:WORDS] if not word.unfinished]
        replaced = {(word.start, word.end): found for word, found in likelier if found is not None}
        return [_replaced(understood.text, replaced)] if replaced else []

    def _telling(self, words: list[Word], phrases: list[Phrase]) -> list[int]:
        """Places of the words that say something, each once; all if none does, the rarest if they are too many."""
        silent = {place for place, word in enumerate(words) if word.text in self._analyser.stop_words}
        for phrase in phrases:
            if silent.issuperset(phrase.places):  # the caller says that it does mean something
                silent.difference_update(phrase.places)
        telling = [place for place in range(len(words)) if place not in silent] or range(len(words))
        once = sorted({words[place].term: place for place in reversed(telling)}.values())
        counts = self._vocabulary.counts
        return sorted(sorted(once, key=lambda place: counts.get(words[place].text) or sys.maxsize)[:WORDS])

    def _is_too_early(self, place: int, typed: list[Typed], phrases: list[Phrase]) -> bool:
        """Whether this is the first letter of a last word: after other words it says little, and costs most of all."""
        explained = any(place in phrase.places for phrase in phrases)
        return place == len(typed) - 1 and not explained and not self._words.is_known(typed[place].text)

    def _read(self, word: Typed, place: int, query: Query, phrases: list[Phrase]) -> tuple[Alternative, ...]:
        as_typed = self._words.as_typed(word)
        explained = any(place in phrase.places for phrase in phrases)
        goes_on = any(each.how is How.COMPLETED for each in as_typed)
        if query.literal or explained or goes_on:
            return as_typed
        if self._words.is_known(word.text):
            return as_typed + self._words.as_compound(word)
        return self._guesser.as_meant(word) or as_typed


def _replaced(text: str, replaced: Mapping[tuple[int, int], str]) -> str:
    for (start, end), found in sorted(replaced.items(), reverse=True):
        text = text[:start] + found + text[end:]
    return text.strip()
