"""What one reader may see of one index: nothing of a hidden document, not even that a word exists."""

from collections.abc import Sequence

from kb_search.answering.ranking import Ranking
from kb_search.answering.reranking import Label
from kb_search.answering.snippets import Article
from kb_search.storage.open_index import OpenIndex
from kb_search.understanding.slots import Slot


class View:
    """An open index without the documents that are not for these audience labels."""

    def __init__(self, index: OpenIndex, audience: frozenset[str]) -> None:
        self.analyser = index.analyser
        self.vocabulary = index.vocabulary
        self._index = index
        with index.reading:
            self._sight = index.commit.seen_by(audience)
        self._is_whole = self._sight.is_whole and not index.deleted

    def has_term(self, term: str) -> bool:
        """Whether a document that may be shown holds the term."""
        with self._index.reading:
            return self._sight.has_term(term)

    def has_word(self, word: str) -> bool:
        """Whether the word is in the index, and a document that may be shown holds it in some inflection."""
        return word in self.vocabulary.counts and (self._is_whole or self.has_term(self.analyser.term(word)))

    def rank(self, slots: Sequence[Slot], limit: int) -> Ranking:
        """The best documents that may be shown."""
        with self._index.reading:
            return self._sight.rank(slots, limit)

    def rarity(self, term: str) -> float:
        """How well the term tells documents apart."""
        with self._index.reading:
            return self._sight.rarity(term)

    def holding_all(self, slots: Sequence[Slot]) -> int:
        """How many documents that may be shown hold, for every slot, a term that may stand for it."""
        with self._index.reading:
            return self._sight.holding_all(slots)

    def holds(self, term: str, document: int) -> bool:
        """Whether the document holds the term."""
        with self._index.reading:
            return self._sight.holds(term, document)

    def score(self, term: str, document: int) -> float:
        """What the term adds to the score of the document, 0 if the document does not hold it."""
        with self._index.reading:
            return self._sight.score(term, document)

    def title_score(self, term: str, document: int) -> float:
        """The part of that which comes from the title."""
        with self._index.reading:
            return self._sight.title_score(term, document)

    def number(self, id_: str) -> int | None:
        """The number of a document that may be shown."""
        with self._index.reading:
            return self._sight.number(id_)

    def label(self, document: int) -> Label:
        """The id and title of a document."""
        return self._index.label(document)

    def article(self, document: int) -> Article:
        """What to show of a document."""
        return self._index.article(document)
