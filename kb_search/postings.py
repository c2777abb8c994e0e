"""Scores of one term over all documents, read once from the index and kept while there is room."""

from array import array
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

CAPACITY = 2_000_000  # postings of 12 bytes: 24 MB per process


class Postings(NamedTuple):
    """Document numbers, ascending, and what the term adds to the score of each."""

    documents: "array[int]"
    scores: "array[float]"


class PostingsCache:
    """Least recently used postings of every open index, bounded by their number; safe between threads.

    A key begins with what is unique to one opening of one index, so nothing in here can be out of date: what
    belongs to a closed index is simply never asked for again and falls out.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._size = 0
        self._kept: OrderedDict[tuple[int, str], Postings] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[int, str], read: Callable[[str], Postings]) -> Postings:
        """The postings of the key, read now if they are not kept."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        postings = read(key[1])
        with self._lock:
            self._keep(key, postings)
        return postings

    def _keep(self, key: tuple[int, str], postings: Postings) -> None:
        if key in self._kept:
            return
        self._kept[key] = postings
        self._size += _weight(postings)
        while self._size > self._capacity:
            _, dropped = self._kept.popitem(last=False)
            self._size -= _weight(dropped)


def _weight(postings: Postings) -> int:
    return 1 + len(postings.documents)  # an unknown term is kept too, and counts
