"""Indexes held open by one process: shared by its threads, renewed after every commit, bounded in number."""

import time
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from itertools import count
from math import log
from pathlib import Path
from threading import Lock

from kb_search.analysis import analyser_for
from kb_search.generations import Home
from kb_search.postings import Postings, PostingsCache
from kb_search.vocabulary import Vocabulary
from kb_search.whoosh_index import Reader, Stored, latest_commit

ATTEMPTS = 5  # to open an index that is being written; a commit or a swap in between costs one
PAUSE = 0.02  # seconds between them
_serials = count()


class OpenIndex:
    """One commit of one index, with its words and scores at hand. Every method may be called by any thread."""

    def __init__(self, home: Home, directory: Path, cache: PostingsCache) -> None:
        self.home = home
        self.analyser = analyser_for(home.locale)
        self.users = 0
        self._lock = Lock()
        self._cache = cache
        self._serial = next(_serials)
        self._reader = Reader(directory)
        self.stamp = (directory.name, self._reader.commit)
        try:
            self.live, self.deleted = self._reader.counts()
            self.vocabulary = Vocabulary(self._reader.words())
            self._audiences = self._reader.audiences()
        except BaseException:
            self._reader.close()
            raise
        self.alphabet = self.vocabulary.alphabet()

    def close(self) -> None:
        """Give back memory and file handles."""
        self._reader.close()

    def postings(self, term: str) -> Postings:
        """Scores of a term, by document number."""
        return self._cache.get((self._serial, term), self._read)

    def weight(self, term: str) -> float:
        """How much the term tells documents apart: its inverse document frequency."""
        return log(1 + self.live / (1 + len(self.postings(term).documents)))

    def holds(self, document: int, term: str) -> bool:
        """Whether the document holds the term."""
        documents = self.postings(term).documents
        place = bisect_left(documents, document)
        return place < len(documents) and documents[place] == document

    def stored(self, document: int) -> Stored:
        """What is kept of a document."""
        with self._lock, self._damage():
            return self._reader.stored(document)

    def all_stored(self) -> list[Stored]:
        """What is kept of every document."""
        with self._lock, self._damage():
            return list(self._reader.all_stored())

    def hidden_from(self, audience: frozenset[str]) -> frozenset[int]:
        """Documents that a reader with these labels may not know of."""
        restricted: frozenset[int] = frozenset().union(*self._audiences.values())
        return restricted.difference(*(self._audiences.get(label, frozenset()) for label in audience))

    def is_findable(self, word: str, hidden: AbstractSet[int]) -> bool:
        """Whether a document that may be shown holds the word as written."""
        if not self.deleted and not hidden:
            return word in self.vocabulary.counts
        with self._lock, self._damage():
            return any(document not in hidden for document in self._reader.holding("words", word))

    def _read(self, term: str) -> Postings:
        with self._lock, self._damage():
            return self._reader.postings(term)

    @contextmanager
    def _damage(self) -> Iterator[None]:
        try:
            yield
        except Exception as problem:  # a damaged file shows as almost any exception
            raise self.home.unavailable(f"unreadable ({problem!r})") from problem


class OpenIndexes:
    """The indexes this process has open, least recently used ones closed first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._open: OrderedDict[Home, OpenIndex] = OrderedDict()
        self._lock = Lock()
        self._cache = PostingsCache()

    @contextmanager
    def lease(self, home: Home) -> Iterator[OpenIndex]:
        """The index as of its newest commit, kept open until the block is left."""
        index = self._take(home)
        try:
            yield index
        finally:
            self._give_back(index)

    def forget(self, home: Home) -> None:
        """Close the index as soon as nobody uses it."""
        with self._lock:
            self._retire(self._open.pop(home, None))

    def _take(self, home: Home) -> OpenIndex:
        for attempt in range(ATTEMPTS):
            directory = home.current()
            stamp = (directory.name, latest_commit(directory))
            with self._lock:
                known = self._open.get(home)
                if known is not None and known.stamp == stamp:
                    self._open.move_to_end(home)
                    known.users += 1
                    return known
            try:
                return self._keep(OpenIndex(home, directory, self._cache))
            except Exception as problem:  # a damaged file shows as almost any exception
                if attempt == ATTEMPTS - 1:
                    raise home.unavailable(f"cannot be opened ({problem!r})") from problem
                time.sleep(PAUSE)
        raise AssertionError("unreachable")

    def _keep(self, index: OpenIndex) -> OpenIndex:
        with self._lock:
            index.users += 1
            self._retire(self._open.pop(index.home, None))
            self._open[index.home] = index
            while len(self._open) > self._limit:
                self._retire(self._open.popitem(last=False)[1])
        return index

    def _give_back(self, index: OpenIndex) -> None:
        with self._lock:
            index.users -= 1
            if index.users == 0 and self._open.get(index.home) is not index:
                index.close()

    def _retire(self, index: OpenIndex | None) -> None:
        if index is not None and index.users == 0:
            index.close()
