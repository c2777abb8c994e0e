"""The indexes a process holds open: renewed after every commit by anybody, bounded in number and in documents."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from kb_search.storage.generations import Home
from kb_search.storage.index_format import IndexFormat
from kb_search.storage.open_index import Articles, OpenIndex, Stamp

ATTEMPTS = 5  # to open an index that is being written: a commit or a swap in between costs one
PAUSE = 0.02  # seconds between them


class OpenIndexes:
    """The indexes this process has open, least recently used ones closed first."""

    def __init__(self, index_format: IndexFormat, limit: int, documents: int) -> None:
        self._format = index_format
        self._limit = limit
        self._documents = documents
        self._open: OrderedDict[Home, OpenIndex] = OrderedDict()
        self._lock = Lock()
        self._opening = Lock()  # threads that meet a new commit together read it once, not each
        self._articles = Articles()

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
            directory = home.current(self._format.name)
            try:
                return self._newest(home, directory)
            except Exception as problem:  # a damaged file shows as almost any exception
                if attempt == ATTEMPTS - 1:
                    raise home.unavailable(f"cannot be opened ({problem!r})") from problem
            time.sleep(PAUSE)
        raise AssertionError("the last attempt returns or raises")

    def _newest(self, home: Home, directory: Path) -> OpenIndex:
        # Taken before the index is read: a commit in between is seen by the next search, never missed.
        stamp = (f"{directory.name} {home.published_at()}", self._format.latest_commit(directory))
        known = self._known(home, stamp)
        if known is not None:
            return known
        with self._opening:
            return self._known(home, stamp) or self._keep(self._opened(home, directory, stamp))

    def _opened(self, home: Home, directory: Path, stamp: Stamp) -> OpenIndex:
        return OpenIndex(home, self._format.open(directory), stamp=stamp, articles=self._articles)

    def _known(self, home: Home, stamp: Stamp) -> OpenIndex | None:
        with self._lock:
            known = self._open.get(home)
            if known is None or known.stamp != stamp:
                return None
            self._open.move_to_end(home)
            known.users += 1
            return known

    def _keep(self, index: OpenIndex) -> OpenIndex:
        with self._lock:
            index.users += 1
            self._retire(self._open.pop(index.home, None))
            self._open[index.home] = index
            while self._too_much():
                self._retire(self._open.popitem(last=False)[1])
        return index

    def _too_much(self) -> bool:
        """Whether an index has to be closed; never the only one, however large."""
        documents = sum(index.live for index in self._open.values())
        return len(self._open) > 1 and (len(self._open) > self._limit or documents > self._documents)

    def _give_back(self, index: OpenIndex) -> None:
        with self._lock:
            index.users -= 1
            if index.users == 0 and self._open.get(index.home) is not index:
                index.close()

    def _retire(self, index: OpenIndex | None) -> None:
        if index is not None and index.users == 0:
            index.close()
