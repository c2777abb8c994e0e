"""One commit of a Whoosh index, read: its words, its scores, its stored texts."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from kb_search.answering.postings import Postings
from kb_search.storage.index_fields import TITLE_BOOST, Stored
from kb_search.whoosh.index import NAME, schema


class Reader:
    """The index as of one commit. Not safe between threads: guard every call by one lock."""

    def __init__(self, directory: Path) -> None:
        storage = FileStorage(str(directory))
        toc = TOC.read(storage, NAME, schema=schema())
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
        scored = self._scored("all", term)
        return Postings.of({document: score + TITLE_BOOST * in_title.get(document, 0.0) for document, score in scored})

    def title_scores(self, term: str) -> Postings:
        """The part of `postings` that comes from the title."""
        return Postings.of({document: TITLE_BOOST * score for document, score in self._scored("title", term)})

    def number(self, id_: str) -> int | None:
        """The number of a live document, if the index has it."""
        if ("id", id_) not in self._reader:
            return None
        return next(iter(self._reader.postings("id", id_).all_ids()), None)

    def stored(self, document: int) -> Stored:
        """What is kept of one document."""
        return _stored(self._reader.stored_fields(document))

    def all_stored(self) -> Iterator[Stored]:
        """What is kept of every live document."""
        return map(_stored, self._reader.all_stored_fields())

    def _field(self, name: str) -> Iterator[tuple[str, int]]:
        """The texts of a field with their document counts, segment by segment: merging them is ten times slower.

        Only the counts are read: Whoosh's own way makes an object of all it keeps of each term, at twice the time.
        """
        for segment, _ in self._reader.leaf_readers():
            if name in segment.indexed_field_names():
                terms = segment._terms  # noqa: SLF001
                first = terms._keycoder(name, b"")  # noqa: SLF001
                file, ranges = terms._tindex.dbfile, terms._tindex.ranges_from(first)  # noqa: SLF001
                for key_at, key_bytes, info_at, _info_bytes in ranges:
                    key = file.get(key_at, key_bytes)
                    if not key.startswith(first):
                        break
                    yield key[len(first) :].decode(), int(W3TermInfo.read_doc_freq(file, info_at))

    def _scored(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        if (field, term) not in self._reader:
            return
        matcher = self._searcher.postings(field, term)
        while matcher.is_active():
            yield matcher.id(), matcher.score()
            matcher.next()


def _stored(fields: dict[str, str]) -> Stored:
    return Stored(fields["id"], fields["title"], fields["body"], fields["version"])
