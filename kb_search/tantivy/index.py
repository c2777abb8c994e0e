"""What tantivy keeps of an index, and how it is written. Our analyser cuts the text: tantivy is given terms.

Text fields hold terms joined by spaces, which is cheaper from Python than one object a token; no term holds one.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import tantivy

from kb_search.analysis import Analyser
from kb_search.engine import Document
from kb_search.storage.index_fields import Fields
from kb_search.tantivy.faults import disk_errors, faults_are_errors

EVERYBODY = "*"  # in place of a label; labels are kept with `=` before them
HEAP = 64_000_000  # bytes of one writer before it starts another segment; taken as it fills
KEPT = ("shown_title", "shown_body", "version")
META = "meta.json"  # what makes a commit: replaced whole, after every file it names is on disk
_OPSTAMP = re.compile(rb'"opstamp":\s*(\d+)\s*}\s*$')


def schema() -> tantivy.Schema:
    """The fields of an index; change RECIPE with it."""
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    fields.add_text_field("all", tokenizer_name="whitespace", index_option="freq")
    fields.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    fields.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    fields.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    # Kept, never searched:
    for name in KEPT:
        fields.add_bytes_field(name, stored=True, indexed=False)
    return fields.build()


def create(directory: Path) -> None:
    """Make an empty index in an existing directory."""
    with faults_are_errors, disk_errors():
        tantivy.Index(schema(), path=str(directory), reuse=False)


def latest_commit(directory: Path) -> int:
    """The number of the newest commit; -1 if there is none that can be read."""
    try:
        match = _OPSTAMP.search((directory / META).read_bytes())
    except OSError:
        return -1
    return int(match[1]) if match else -1


def audience_values(labels: Iterable[str]) -> list[str]:
    """How labels stand in the index, where the mark of everybody is no label."""
    return [f"={label}" for label in labels]


def how_many(found: Any) -> int:
    """The number of documents that a search matched, which tantivy's type stubs do not know of."""
    return int(found.count)


class Writer:
    """What can be done within one `transaction`."""

    def __init__(self, writer: tantivy.IndexWriter, analyser: Analyser) -> None:
        self._writer = writer
        self._analyser = analyser

    def delete(self, ids: Iterable[str]) -> None:
        """Remove the documents with these ids that were committed or added so far."""
        for id_ in ids:
            self._writer.delete_documents_by_term("id", id_)

    def add(self, document: Document) -> None:
        """Add a document that is not in the index, or was deleted in this transaction."""
        fields = Fields.of(document, self._analyser)
        kept: dict[str, Any] = {"id": fields.id}
        for name in ("all", "title", "words"):
            kept[name] = " ".join(getattr(fields, name))
        kept["audience"] = audience_values(fields.audience) or [EVERYBODY]
        stored = fields.stored
        for name, text in zip(KEPT, (stored.title, stored.body, stored.version), strict=True):
            kept[name] = text.encode("utf-8", "surrogatepass")
        with disk_errors():
            self._writer.add_document(tantivy.Document(**kept))


@contextmanager
def transaction(directory: Path, analyser: Analyser) -> Iterator[Writer]:
    """Write to an index: everything done in the block appears when it ends well, or nothing does.

    Merging is waited for, so that nothing is written to the directory once the caller's lock is given back.
    """
    with faults_are_errors:
        with disk_errors():
            # One thread: documents keep their order, and so do those of equal score.
            writer = tantivy.Index.open(str(directory)).writer(heap_size=HEAP, num_threads=1)
        try:
            yield Writer(writer, analyser)
            with disk_errors():
                writer.commit()
        except BaseException:
            with suppress(Exception):  # the first problem is the one to tell
                writer.rollback()
            raise
        finally:
            with suppress(Exception):  # what was committed stays; what could not be merged is merged another time
                writer.wait_merging_threads()
