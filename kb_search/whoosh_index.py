"""The only module that touches Whoosh's index: what is stored, how it is written, how it is read.

Whoosh 2.7.4 has no types and no maintainer, so little of it is used: token lists in, BM25F postings and stored
fields out. No query parser, no analyser, no `refresh()` (it closes the reader under other threads).
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Frequency
from whoosh.index import TOC, FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from kb_search.analysis import Analyser
from kb_search.engine import Document
from kb_search.postings import Postings

TITLE_COUNTS = 3  # times, in the field that holds the whole text
TITLE_BOOST = 0.5  # of a word's score within the title, added to its score in the whole text
SHOWN_LETTERS = 20_000  # of a body are kept for snippets; all of it is searched
_NAME = "MAIN"


def _schema() -> Any:
    return Schema(
        id=ID(unique=True, stored=True),
        all=FieldType(Frequency(), analyzer=None, scorable=True),
        title=FieldType(Frequency(), analyzer=None, scorable=True, stored=True),
        words=FieldType(Existence(), analyzer=None),
        audience=FieldType(Existence(), analyzer=None),
        body=STORED(),
        version=STORED(),
    )


@dataclass(frozen=True)
class Stored:
    """What the index keeps of a document to show it."""

    id: str
    title: str
    body: str
    version: str


def create(directory: Path) -> None:
    """Make an empty index in an existing directory."""
    FileIndex.create(FileStorage(str(directory)), _schema(), _NAME)


def latest_commit(directory: Path) -> int:
    """The number of the newest commit in the directory, -1 if there is none; costs one directory listing."""
    return int(TOC._latest_generation(FileStorage(str(directory)), _NAME))  # noqa: SLF001 (up_to_date() uses it too)


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
        title = self._analyser.read(document.title)
        keywords = self._analyser.read("\n".join(document.keywords))
        body = self._analyser.read(document.body)
        self._writer.add_document(
            id=document.id,
            all=(title.terms + keywords.terms) * TITLE_COUNTS + body.terms,
            title=title.terms,
            _stored_title=_shown(document.title),
            words=sorted({*title.words, *keywords.words, *body.words}),
            audience=sorted(document.audience),
            body=_shown(document.body)[:SHOWN_LETTERS],
            version=document.version,
        )


@contextmanager
def transaction(directory: Path, analyser: Analyser, *, timeout: float) -> Iterator[Writer]:
    """Write to an index: everything done in the block appears when it ends well, or nothing does."""
    index = FileIndex(FileStorage(str(directory)), schema=_schema(), indexname=_NAME)
    writer = index.writer(timeout=timeout, delay=0.05)
    try:
        yield Writer(writer, analyser)
        writer.commit()
    except BaseException:
        with suppress(Exception):  # the first problem is the one to tell
            writer.cancel()
        raise


class Reader:
    """The index as of one commit. Not safe between threads: guard every call by one lock."""

    def __init__(self, directory: Path) -> None:
        storage = FileStorage(str(directory))
        toc = TOC.read(storage, _NAME, schema=_schema())
        # What `FileIndex.reader()` does, without its half second of retries: `OpenIndexes` retries, and sooner.
        self._reader = FileIndex._reader(storage, toc.schema, toc.segments, toc.generation)  # noqa: SLF001
        self._searcher = Searcher(self._reader, weighting=BM25F())

    def close(self) -> None:
        """Give back memory and file handles."""
        self._searcher.close()

    def counts(self) -> tuple[int, int]:
        """How many documents are live, and how many are deleted but still on disk."""
        live = int(self._reader.doc_count())
        return live, int(self._reader.doc_count_all()) - live

    def words(self) -> Counter[str]:
        """Every word as written, with the number of documents it is in; deleted ones count until merged away."""
        counts: Counter[str] = Counter()
        for text, documents in self._field("words"):
            counts[text] += documents
        return counts

    def audiences(self) -> dict[str, frozenset[int]]:
        """Live document numbers by audience label."""
        labels = {label for label, _ in self._field("audience")}
        return {label: frozenset(self._reader.postings("audience", label).all_ids()) for label in labels}

    def postings(self, term: str) -> Postings:
        """BM25F in the whole text plus half of it in the title, by live document."""
        in_title = dict(self._scored("title", term))
        documents, scores = array("I"), array("d")
        for document, score in self._scored("all", term):
            documents.append(document)
            scores.append(score + TITLE_BOOST * in_title.get(document, 0.0))
        return Postings(documents, scores)

    def stored(self, document: int) -> Stored:
        """What is kept of one document."""
        return _stored(self._reader.stored_fields(document))

    def all_stored(self) -> Iterator[Stored]:
        """What is kept of every live document."""
        return map(_stored, self._reader.all_stored_fields())

    def _field(self, name: str) -> Iterator[tuple[str, int]]:
        """The texts of a field with their document counts, segment by segment: merging them is ten times slower."""
        for segment, _ in self._reader.leaf_readers():
            if name in segment.indexed_field_names():
                for text, info in segment.iter_field(name):
                    yield text.decode(), int(info.doc_frequency())

    def _scored(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        if (field, term) not in self._reader:
            return
        matcher = self._searcher.postings(field, term)
        while matcher.is_active():
            yield matcher.id(), matcher.score()
            matcher.next()


def _stored(fields: dict[str, str]) -> Stored:
    return Stored(fields["id"], fields["title"], fields["body"], fields["version"])


def _shown(text: str) -> str:
    """The text on one line, without halves of surrogate pairs, which no JSON encoder would let out again."""
    return " ".join(text.encode("utf-8", "replace").decode().replace("\0", " ").split())
