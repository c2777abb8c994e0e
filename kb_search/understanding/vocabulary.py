"""The words an index holds as they are written, to complete, correct and accent what somebody types."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from heapq import nsmallest
from operator import neg

from kb_search.languages.folding import fold
from kb_search.languages.tokenising import HYPHEN, is_unspaced
from kb_search.understanding.edits import Sketch

REMEMBERED_PREFIXES = 2_000
LETTERS = 64  # an alphabet or two with digits: what bounds the work of a correction
_AFTER_ANY_LETTER = "\U0010ffff"


class Vocabulary:
    """Words with the number of documents each is in; compared without accents and hyphens."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        entries = sorted((_plain(word), word) for word in counts)
        self._folded = [folded for folded, _ in entries]
        self._words = [word for _, word in entries]
        self.folded = frozenset(self._folded)
        self.alphabet = self._alphabet()
        self.sketches = lru_cache(LETTERS)(self._sketches)
        self.starting_with = lru_cache(REMEMBERED_PREFIXES)(self._starting_with)

    def __len__(self) -> int:
        return len(self._words)

    def _alphabet(self) -> str:
        """The letters most words are written with, without accents; none of scripts without spaces."""
        letters = Counter("".join(word for word in self._folded if not is_unspaced(word)))
        return "".join(letter for letter, _ in letters.most_common(LETTERS))

    def has_beginning(self, folded: str) -> bool:
        """Whether a word begins with the letters, which have no accents."""
        place = bisect_left(self._folded, folded)
        return place < len(self._folded) and self._folded[place].startswith(folded)

    def restore(self, word: str) -> str | None:
        """The most frequent spelling, accents included, of a word typed in any other; None if unknown."""
        folded = _plain(word)
        spellings = []
        for place in range(bisect_left(self._folded, folded), len(self._folded)):
            if self._folded[place] != folded:
                break
            spellings.append(self._words[place])
        return min(spellings, key=self.rank, default=None)

    def rank(self, word: str) -> tuple[int, str]:
        """Sorts words by falling frequency, then by the alphabet, so that answers do not flicker."""
        return -self.counts.get(word, 0), word

    def _sketches(self, first: str) -> tuple[Sketch, ...]:
        """The words with this first letter, without accents, for `edits.within`."""
        start = bisect_left(self._folded, first)
        end = bisect_left(self._folded, first + _AFTER_ANY_LETTER)
        return tuple(map(Sketch.of, dict.fromkeys(self._folded[start:end])))

    def _starting_with(self, prefix: str, limit: int) -> tuple[str, ...]:
        """The most frequent words that begin with the letters, whatever their accents."""
        folded = _plain(prefix)
        first = bisect_left(self._folded, folded)
        last = bisect_left(self._folded, folded + _AFTER_ANY_LETTER)
        words = self._words[first:last]
        ranks = zip(map(neg, map(self.counts.__getitem__, words)), words, strict=True)  # as `rank`, at the speed of C
        return tuple(word for _, word in nsmallest(limit, ranks))


def _plain(word: str) -> str:
    return fold(word).replace(HYPHEN, "")
