"""How an index is changed: by a transaction on the generation that is read, or by a new one in its place."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb_search.analysis import analyser_for
from kb_search.engine import Document
from kb_search.storage.generations import Home, home
from kb_search.storage.index_format import IndexFormat, Writer


@contextmanager
def transaction(place: Home, index_format: IndexFormat, timeout: float) -> Iterator[Writer]:
    """Write to the generation that is current once the write lock is held; everything appears at the end, or nothing.

    Raises IndexUnavailable if there is no index or it is damaged, IndexBusy after `timeout` seconds without the lock.
    """
    place.current(index_format.name)
    with place.writing(timeout):
        directory = place.current(index_format.name)
        try:
            with index_format.transaction(directory, analyser_for(place.locale)) as writer:
                yield writer
        except Exception as problem:  # a damaged file shows as almost any exception
            raise place.unavailable(f"cannot be written ({problem!r})") from problem


def rebuild(place: Home, index_format: IndexFormat, documents: Iterable[Document], timeout: float) -> int:
    """Replace the index while it is being read; returns the number of documents.

    Raises IndexBusy after `timeout` seconds without the write lock, ValueError for a document that does not belong.
    """
    place.path.mkdir(parents=True, exist_ok=True)
    with place.writing(timeout):
        directory = place.begin(index_format.name)
        try:
            written = _fill(directory, place, index_format, documents)
            place.publish(directory)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
    return written


def _fill(directory: Path, place: Home, index_format: IndexFormat, documents: Iterable[Document]) -> int:
    index_format.create(directory)
    seen = set()
    with index_format.transaction(directory, analyser_for(place.locale)) as writer:
        for document in documents:
            if document.id in seen or home(place.root, place.workspace, document.locale) != place:
                raise ValueError(f"document {document.id!r} comes twice, or is not in {place.locale}")
            seen.add(document.id)
            writer.add(document)
    return len(seen)
