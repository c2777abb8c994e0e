"""What one reader may see of one index: nothing of a hidden document, not even that a word exists."""

from kb_search.open_index import OpenIndex
from kb_search.postings import Postings


class View:
    """An open index without the documents that are not for these audience labels."""

    def __init__(self, index: OpenIndex, audience: frozenset[str]) -> None:
        self.index = index
        self.analyser = index.analyser
        self.vocabulary = index.vocabulary
        self.live = index.live
        self.article = index.article
        self.number = index.number
        self.title_scores = index.title_scores
        self.hidden = index.hidden_from(audience)

    def postings(self, term: str) -> Postings:
        """Scores of a term by document number; hidden documents are among them, for the ranking to drop."""
        return self.index.postings(term)

    def has_term(self, term: str) -> bool:
        """Whether a document that may be shown holds the term."""
        return any(document not in self.hidden for document in self.postings(term).documents)

    def has_word(self, word: str) -> bool:
        """Whether the word is in the index, and a document that may be shown holds it in some inflection."""
        if word not in self.vocabulary.counts:
            return False
        return not (self.hidden or self.index.deleted) or self.has_term(self.analyser.term(word))
