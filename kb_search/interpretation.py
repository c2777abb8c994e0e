"""From what somebody typed to the index terms to look for. Bounded, and there is no query language in it."""

import re
import sys
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from kb_search.analysis import Analyser, Word, is_unspaced
from kb_search.engine import How, Query
from kb_search.ranking import Alternative, Slot
from kb_search.speller import correct, correct_beginning
from kb_search.vocabulary import Vocabulary

LETTERS = 200  # of a query are read
WORDS = 12
COMPLETIONS = 6
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True)
class Interpretation:
    """The words to look for, and the query as corrected if a word was."""

    slots: tuple[Slot, ...]
    corrected: str | None = None


class Lexicon(Protocol):
    """The words of an index, and which of them a reader may learn of."""

    @property
    def analyser(self) -> Analyser:
        """The analyser of the index's language."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """Every word as written, hidden ones too."""
        ...

    def has_word(self, word: str) -> bool:
        """Whether a document that may be shown holds the word as written."""
        ...

    def has_term(self, term: str) -> bool:
        """Whether a document that may be shown holds the term."""
        ...


class Interpreter:
    """Reads queries against one index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._analyser = lexicon.analyser
        self._vocabulary = lexicon.vocabulary

    def interpret(self, query: Query) -> Interpretation:
        """The terms to look for, at most WORDS of them, each with what may stand for it."""
        text = readable(query.text)
        words = self._analyser.words(text)
        unfinished = words[-1] if query.typing and words and words[-1].end == len(text) else None
        slots, corrections = [], []
        for word in self._telling(words):
            meant = self._spelling(word, query, unfinished)
            if meant != word.text:
                corrections.append((word, meant))
            slots.append(Slot(word.text, self._alternatives(word.text, meant, may_go_on=word is unfinished)))
        return Interpretation(tuple(slots), _replaced(text, corrections) if corrections else None)

    def completions(self, query: Query, limit: int) -> tuple[str, ...]:
        """The query with its last word completed in the likeliest ways."""
        text = readable(query.text)
        words = self._analyser.words(text)
        if not words or words[-1].end != len(text):
            return ()
        typed, kept = words[-1].text, text[: words[-1].start]
        return tuple(kept + word for word in self._starting_with(typed, limit + 1) if word != typed)[:limit]

    def _telling(self, words: list[Word]) -> list[Word]:
        """The words without those that say nothing, unless nothing is left; each once; the rarest if too many."""
        telling = [word for word in words if word.text not in self._analyser.stop_words] or words
        once = list({word.term: word for word in reversed(telling)}.values())[::-1]
        counts = self._vocabulary.counts
        rarest = sorted(once, key=lambda word: counts.get(word.text) or sys.maxsize)[:WORDS]
        return [word for word in once if word in rarest]

    def _spelling(self, word: Word, query: Query, unfinished: Word | None) -> str:
        """The word, or what was probably meant if no document that may be shown knows it."""
        if query.literal or self._is_known(word) or (word is unfinished and self._starting_with(word.text, 1)):
            return word.text
        candidates = correct(word.text, self._vocabulary)
        if word is unfinished:
            candidates = chain(candidates, correct_beginning(word.text, self._vocabulary))
        return next(filter(self._lexicon.has_word, candidates), word.text)

    def _is_known(self, word: Word) -> bool:
        """Whether the word is there in any inflection, or with other accents."""
        spelling = self._vocabulary.restore(word.text)
        return self._lexicon.has_term(word.term) or (spelling is not None and self._lexicon.has_word(spelling))

    def _alternatives(self, typed: str, meant: str, *, may_go_on: bool) -> tuple[Alternative, ...]:
        spellings = {meant: How.EXACT if meant == typed else How.CORRECTED}
        spellings.setdefault(self._vocabulary.restore(meant) or meant, How.ACCENT)
        if may_go_on or (len(meant) == 1 and is_unspaced(meant)):
            spellings |= dict.fromkeys(self._starting_with(meant, COMPLETIONS), How.COMPLETED) | spellings
        by_term: dict[str, Alternative] = {}
        for spelling, how in spellings.items():
            term = self._analyser.term(spelling)
            by_term.setdefault(term, Alternative((term,), spelling, how))
        return tuple(by_term.values())

    def _starting_with(self, prefix: str, limit: int) -> list[str]:
        """The likeliest words that begin so; those that say nothing only if there are no others."""
        likely = self._vocabulary.starting_with(prefix, 4 * COMPLETIONS)
        telling = [word for word in likely if word not in self._analyser.stop_words]
        return list(islice(filter(self._lexicon.has_word, telling or likely), limit))


def readable(text: str) -> str:
    """The text a query is read as: no control characters or broken surrogates, at most LETTERS long."""
    return _UNPRINTABLE.sub(" ", text[:LETTERS]).lstrip()


def _replaced(text: str, corrections: list[tuple[Word, str]]) -> str:
    for word, meant in reversed(corrections):
        text = text[: word.start] + meant + text[word.end :]
    return text.strip()
