"""A commit of tantivy's: the recipe's score is a query, worked out in Rust."""

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import tantivy
from tantivy import Query

from kb_search.storage.index_fields import Stored
from kb_search.tantivy.faults import faults_are_errors
from kb_search.tantivy.index import EVERYBODY, KEPT, META, how_many
from kb_search.tantivy.rankings import Rankings
from kb_search.tantivy.scores import Scores
from kb_search.tantivy.sight import TantivySight, address_of


class TantivyCommit:
    """One commit; what tantivy reads it by may be used by any thread."""

    def __init__(self, directory: Path, rankings: Rankings) -> None:
        index = tantivy.Index.open(str(directory))
        # Ours to renew: tantivy's own way is to look at the directory twice a second.
        index.config_reader("manual")
        self._searcher = index.searcher()
        self._schema = index.schema
        self._rankings = rankings
        self._live = self._searcher.num_docs
        self._all = _documents_on_disk(directory)
        self._scores = Scores(self._searcher, self._schema, self._all)
        for_everybody = Query.term_query(self._schema, "audience", EVERYBODY)
        self._restricted = how_many(self._searcher.search(for_everybody, 1)) < self._live

    def close(self) -> None:
        """Nothing to do: files are unmapped when nobody refers to the commit any more."""

    def counts(self) -> tuple[int, int]:
        """How many documents are live, and how many are deleted but still on disk."""
        return self._live, self._all - self._live

    def words(self) -> dict[str, int]:
        """Every word as written, with the number of documents it is in; deleted ones count until merged away."""
        with faults_are_errors:
            return dict(self._searcher.terms_with_prefix("words", ""))

    def stored(self, document: int) -> Stored:
        """What is kept of one document."""
        with faults_are_errors:
            return self._stored(address_of(document))

    def all_stored(self) -> Iterator[Stored]:
        """What is kept of every live document."""
        with faults_are_errors:
            for _, address in self._searcher.search(Query.all_query(), max(1, self._live)).hits:
                yield self._stored(address)

    def seen_by(self, audience: AbstractSet[str]) -> TantivySight:
        """What a reader with these labels can see."""
        return TantivySight(
            self._searcher,
            self._schema,
            self._scores,
            self._rankings,
            audience=audience,
            restricted=self._restricted,
        )

    def _stored(self, address: tantivy.DocAddress) -> Stored:
        kept = self._searcher.doc(address)
        title, body, version = (kept[name][0] for name in KEPT)
        return Stored(kept["id"][0], *(bytes(text).decode("utf-8", "surrogatepass") for text in (title, body, version)))


def _documents_on_disk(directory: Path) -> int:
    segments = json.loads((directory / META).read_bytes())["segments"]
    return sum(segment["max_doc"] for segment in segments)
