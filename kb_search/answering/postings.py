"""Scores of one term over all documents, as they are kept between keystrokes."""

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from math import log
from typing import NamedTuple


class Postings(NamedTuple):
    """Document numbers, ascending, and what the term adds to the score of each; eight bytes a document."""

    documents: "array[int]"
    scores: "array[float]"

    @classmethod
    def of(cls, scores: Mapping[int, float]) -> "Postings":
        """Scores by document."""
        documents = sorted(scores)
        return cls(array("I", documents), array("f", map(scores.__getitem__, documents)))

    def score(self, document: int) -> float:
        """What the term adds to the score of the document, 0 if the document does not hold it."""
        place = bisect_left(self.documents, document)
        held = place < len(self.documents) and self.documents[place] == document
        return self.scores[place] if held else 0.0

    def rarity(self, documents: int) -> float:
        """How well the term tells this many documents apart: its inverse document frequency."""
        return rarity(documents, len(self.documents))


def rarity(documents: int, holding: int) -> float:
    """How well a term that some of the documents hold tells them apart, above 0."""
    return log(1 + documents / (1 + holding))
