"""What Whoosh keeps of an index, and how it is written; `reader` reads it.

Whoosh 2.7.4 has no types and no maintainer, so little of it is used: token lists in, BM25F postings and stored
fields out. No query parser, no analyser, no `refresh()` (it closes the reader under other threads).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Frequency
from whoosh.index import TOC, FileIndex

from kb_search.analysis import Analyser
from kb_search.engine import Document
from kb_search.storage.index_fields import Fields
from kb_search.whoosh.synced_files import SyncedStorage

NAME = "MAIN"


def schema() -> Any:
    """The fields of an index; an older index is read by it too, so change RECIPE with it."""
    return Schema(
        id=ID(unique=True, stored=True),
        all=FieldType(Frequency(), analyzer=None, scorable=True),
        title=FieldType(Frequency(), analyzer=None, scorable=True, stored=True),
        words=FieldType(Existence(), analyzer=None),
        audience=FieldType(Existence(), analyzer=None),
        body=STORED(),
        version=STORED(),
    )


def create(directory: Path) -> None:
    """Make an empty index in an existing directory."""
    FileIndex.create(SyncedStorage(directory), schema(), NAME)


def latest_commit(directory: Path) -> int:
    """The number of the newest commit in the directory, -1 if there is none; costs one directory listing."""
    return int(TOC._latest_generation(FileStorage(str(directory)), NAME))  # noqa: SLF001 (up_to_date() uses it too)


class Writer:
    """What can be done within one `transaction`."""

    def __init__(self, writer: Any, analyser: Analyser) -> None:
        self._writer = writer
        self._analyser = analyser

    def delete(self, ids: Iterable[str]) -> None:
        """Mark the committed documents with these ids as deleted."""
        reader = self._writer.reader()
        try:
            for id_ in ids:
                if ("id", id_) in reader:
                    for document in list(reader.postings("id", id_).all_ids()):
                        self._writer.delete_document(document)
        finally:
            reader.close()

    def add(self, document: Document) -> None:
        """Add a document that is not in the index, or was deleted in this transaction."""
        fields = Fields.of(document, self._analyser)
        self._writer.add_document(
            id=fields.id,
            all=fields.all,
            title=fields.title,
            _stored_title=fields.stored.title,
            words=fields.words,
            audience=fields.audience,
            body=fields.stored.body,
            version=fields.stored.version,
        )


@contextmanager
def transaction(directory: Path, analyser: Analyser) -> Iterator[Writer]:
    """Write to an index: everything done in the block appears, surely on disk, when it ends well, or nothing does."""
    index = FileIndex(SyncedStorage(directory), schema=schema(), indexname=NAME)
    writer = index.writer(_lk=False)  # callers hold a lock; this one stays held when a writer cannot begin
    try:
        yield Writer(writer, analyser)
        writer.commit()
    except BaseException:
        with suppress(Exception):  # the first problem is the one to tell
            writer.cancel()
        raise
