"""What answering a query asks of an index."""

from collections.abc import Sequence
from typing import Protocol

from kb_search.answering.ranking import Ranking
from kb_search.answering.reranking import Label
from kb_search.answering.snippets import Article
from kb_search.understanding.lexicon import Lexicon
from kb_search.understanding.slots import Slot


class Searchable(Lexicon, Protocol):
    """One commit of an index as one reader may see it."""

    def rank(self, slots: Sequence[Slot], limit: int) -> Ranking:
        """The best documents for any of the slots; equal scores in document order."""
        ...

    def holds(self, term: str, document: int) -> bool:
        """Whether the document holds the term; costs least after `rank`, for what that was asked and found."""
        ...

    def score(self, term: str, document: int) -> float:
        """What the term adds to the score of the document, 0 if the document does not hold it."""
        ...

    def title_score(self, term: str, document: int) -> float:
        """The part of that which comes from the title; may be read from disk."""
        ...

    def article(self, document: int) -> Article:
        """What to show of a document."""
        ...

    def label(self, document: int) -> Label:
        """The id and title of a document."""
        ...

    def number(self, id_: str) -> int | None:
        """The number of a live document."""
        ...
