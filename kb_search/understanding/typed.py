"""What somebody typed, and its words."""

import re
from typing import NamedTuple

from kb_search.analysis import Word
from kb_search.engine import Query
from kb_search.languages.tokenising import is_unspaced

LETTERS = 200  # of a query are read
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")


class Typed(NamedTuple):
    """A word of a query: how it reads, where it stands, and whether it may go on."""

    text: str
    start: int
    end: int
    unfinished: bool

    @classmethod
    def of(cls, word: Word, text: str, query: Query) -> "Typed":
        """A word of the text that the query is read as."""
        return cls(word.text, word.start, word.end, query.typing and word.end == len(text))

    @property
    def is_first_letter(self) -> bool:
        """Whether the rest is still to be typed; a character of a script without spaces is as good as a word."""
        return self.unfinished and len(self.text) == 1 and not is_unspaced(self.text)

    def as_finished(self) -> "Typed":
        """The word as it is, not to be completed."""
        return self._replace(unfinished=False)


def readable(text: str) -> str:
    """The text a query is read as: no control characters or broken surrogates, at most LETTERS long."""
    return _UNPRINTABLE.sub(" ", text[:LETTERS]).lstrip()
