"""From what somebody typed to the index terms to look for. Bounded, and there is no query language in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb_search.analysis import Analyser, Word, is_unspaced
from kb_search.engine import Query
from kb_search.ranking import Slot
from kb_search.speller import correct
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


@dataclass(frozen=True)
class Interpreter:
    """Reads queries against one index: its language, its words, and which of them a reader may learn of."""

    analyser: Analyser
    vocabulary: Vocabulary
    alphabet: str
    is_findable: Callable[[str], bool]

    def interpret(self, query: Query) -> Interpretation:
        """The terms to look for, at most WORDS of them, each with what may stand for it."""
        text = readable(query.text)
        words = self.analyser.words(text)
        unfinished = words[-1] if query.typing and words and words[-1].end == len(text) else None
        slots, corrections = [], []
        for word in self._telling(words):
            meant = self._spelling(word, query, unfinished)
            if meant != word.text:
                corrections.append((word, meant))
            may_go_on = word is unfinished and meant == word.text
            slots.append(Slot(meant, self._terms(meant, may_go_on=may_go_on)))
        return Interpretation(tuple(slots), _replaced(text, corrections) if corrections else None)

    def completions(self, query: Query, limit: int) -> tuple[str, ...]:
        """The query with its last word completed in the likeliest ways."""
        text = readable(query.text)
        words = self.analyser.words(text)
        if not words or words[-1].end != len(text):
            return ()
        kept = text[: words[-1].start]
        return tuple(kept + word for word in self._starting_with(words[-1].text, limit))

    def _telling(self, words: list[Word]) -> list[Word]:
        """The words without those that say nothing, unless nothing is left; each once; no more than WORDS."""
        telling = [word for word in words if word.text not in self.analyser.stop_words] or words
        return list({word.term: word for word in reversed(telling)}.values())[::-1][:WORDS]

    def _spelling(self, word: Word, query: Query, unfinished: Word | None) -> str:
        if query.literal or self._is_known(word) or (word is unfinished and self._starting_with(word.text, 1)):
            return word.text
        candidates = correct(word.text, self.vocabulary, self.alphabet)
        return next(filter(self.is_findable, candidates), word.text)

    def _is_known(self, word: Word) -> bool:
        spelling = self.vocabulary.restore(word.text)
        return spelling is not None and self.is_findable(spelling)

    def _terms(self, word: str, *, may_go_on: bool) -> tuple[str, ...]:
        spellings = [word, self.vocabulary.restore(word) or word]
        if may_go_on or (len(word) == 1 and is_unspaced(word)):
            spellings += self._starting_with(word, COMPLETIONS)
        return tuple(dict.fromkeys(map(self.analyser.term, spellings)))

    def _starting_with(self, prefix: str, limit: int) -> list[str]:
        likely = self.vocabulary.starting_with(prefix, 4 * COMPLETIONS)
        return [word for word in likely if self.is_findable(word)][:limit]


def readable(text: str) -> str:
    """The text a query is read as: no control characters or broken surrogates, at most LETTERS long."""
    return _UNPRINTABLE.sub(" ", text[:LETTERS]).lstrip()


def _replaced(text: str, corrections: list[tuple[Word, str]]) -> str:
    for word, meant in reversed(corrections):
        text = text[: word.start] + meant + text[word.end :]
    return text.strip()
