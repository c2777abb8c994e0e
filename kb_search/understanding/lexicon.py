"""What understanding a query asks of an index."""

from collections.abc import Sequence
from typing import Protocol

from kb_search.analysis import Analyser
from kb_search.understanding.slots import Slot
from kb_search.understanding.vocabulary import Vocabulary


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
        """Whether the index knows the word, and a document that may be shown holds it in some inflection."""
        ...

    def has_term(self, term: str) -> bool:
        """Whether a document that may be shown holds the term."""
        ...

    def rarity(self, term: str) -> float:
        """How well the term tells documents apart: its inverse document frequency, above 0."""
        ...

    def holding_all(self, slots: Sequence[Slot]) -> int:
        """How many documents hold, for every slot, a term that may stand for it."""
        ...
