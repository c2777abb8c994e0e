"""Scores of one term over all documents, as they are kept between keystrokes."""

from array import array
from bisect import bisect_left
from math import log
from typing import NamedTuple


class Postings(NamedTuple):
    """Document numbers, ascending, and what the term adds to the score of each; twelve bytes a document."""

    documents: "array[int]"
    scores: "array[float]"

    def hold(self, document: int) -> bool:
        """Whether the document holds the term."""
        place = bisect_left(self.documents, document)
        return place < len(self.documents) and self.documents[place] == document

    def rarity(self, documents: int) -> float:
        """How well the term tells this many documents apart: its inverse document frequency."""
        return log(1 + documents / (1 + len(self.documents)))
