"""What a reader sees in a commit of tantivy's: questions about terms and documents, put as its queries."""

import re
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet

from tantivy import DocAddress, Occur, Query, Schema, Searcher

from kb_search.answering.postings import rarity
from kb_search.answering.ranking import Ranking
from kb_search.storage.index_fields import TITLE_BOOST
from kb_search.tantivy.faults import faults_are_errors
from kb_search.tantivy.index import EVERYBODY, audience_values, how_many
from kb_search.tantivy.rankings import Found, Rankings
from kb_search.tantivy.scores import Scores
from kb_search.understanding.slots import Slot

_DOCUMENT_BITS = 32  # of a number; those above name its segment
_NO_MATCH = "does not match"
_VALUE = re.compile(r'"value":\s*([^,\s]+)')  # the first of an explanation is the score itself


def number_of(address: DocAddress) -> int:
    """A document's place as one number; numbers are in the order of places."""
    return int(address.segment_ord << _DOCUMENT_BITS | address.doc)


def address_of(number: int) -> DocAddress:
    """The place that a number stands for."""
    return DocAddress(number >> _DOCUMENT_BITS, number & ((1 << _DOCUMENT_BITS) - 1))


class TantivySight:
    """A commit as somebody with these labels sees it; `restricted` says whether any document asks for a label."""

    def __init__(
        self,
        searcher: Searcher,
        schema: Schema,
        scores: Scores,
        rankings: Rankings,
        *,
        audience: AbstractSet[str],
        restricted: bool,
    ) -> None:
        self.is_whole = not restricted
        self._holds_only_what_is_seen = self.is_whole and scores.documents == searcher.num_docs
        self._searcher = searcher
        self._schema = schema
        self._scores = scores
        self._rankings = rankings
        self._audience = frozenset() if self.is_whole else frozenset(audience)
        self._found = Found(Ranking((), 0), {}, {})  # the last ranking, which scores are asked of
        self._open = Query.term_set_query(schema, "audience", [EVERYBODY, *audience_values(audience)])

    def has_term(self, term: str) -> bool:
        """Whether a document holds the term."""
        if self._holds_only_what_is_seen:  # then the term dictionary knows
            with faults_are_errors:
                return self._searcher.doc_freq("all", term) > 0
        return self._count(self._scores.holding(term)) > 0

    def rarity(self, term: str) -> float:
        """How well the term tells documents apart: its inverse document frequency, above 0."""
        with faults_are_errors:
            return rarity(self._searcher.num_docs, self._searcher.doc_freq("all", term))

    def rank(self, slots: Sequence[Slot], limit: int) -> Ranking:
        """The best documents for any of the slots; equal scores in document order."""
        weighed = tuple(tuple((each.terms, each.weight) for each in slot.alternatives) for slot in slots)
        key = (self._scores.serial, self._audience, weighed, limit)
        self._found = self._rankings.get(key, lambda: self._find(slots, limit))
        return self._found.ranking

    def holding_all(self, slots: Sequence[Slot]) -> int:
        """How many documents hold, for every slot, a term that may stand for it."""
        return self._count(_every(_any(map(self._scores.holding, slot.terms)) for slot in slots))

    def holds(self, term: str, document: int) -> bool:
        """Whether the document holds the term."""
        return self.score(term, document) > 0

    def score(self, term: str, document: int) -> float:
        """What the term adds to the score of the document, 0 if the document does not hold it."""
        found = self._found
        if document not in found.ids:
            return self._score(self._scores.of_term(term), document)
        if term not in found.scores:
            found.scores[term] = self._scores_among(term, found.ids.values())
        return found.scores[term].get(document, 0.0)

    def title_score(self, term: str, document: int) -> float:
        """The part of that which comes from the title."""
        return TITLE_BOOST * self._score(self._scores.in_field("title", term), document)

    def number(self, id_: str) -> int | None:
        """The number of the document, if there is one."""
        with faults_are_errors:
            found = self._searcher.search(self._shown(Query.term_query(self._schema, "id", id_)), 1)
        return number_of(found.hits[0][1]) if found.hits else None

    def _find(self, slots: Sequence[Slot], limit: int) -> Found:
        with faults_are_errors:
            found = self._searcher.search(self._shown(self._scores.of_slots(slots)), max(1, limit))
            best = tuple((number_of(address), score) for score, address in found.hits[:limit])
            return Found(Ranking(best, how_many(found)), {number: self._id(number) for number, _ in best}, {})

    def _scores_among(self, term: str, ids: Collection[str]) -> dict[int, float]:
        """A term's scores in all the ranked documents that hold it: asked for one, they will be for the others."""
        among = _any(Query.term_query(self._schema, "id", id_) for id_ in ids)
        with faults_are_errors:
            found = self._searcher.search(self._scores.of_term_among(term, among), len(ids), count=False)
        return {number_of(address): score for score, address in found.hits}

    def _id(self, document: int) -> str:
        return str(self._searcher.doc(address_of(document))["id"][0])

    def _shown(self, query: Query) -> Query:
        if self.is_whole:
            return query
        return _every([query, Query.const_score_query(self._open, 0.0)])

    def _count(self, query: Query) -> int:
        with faults_are_errors:
            return how_many(self._searcher.search(self._shown(query), 1))

    def _score(self, query: Query, document: int) -> float:
        try:
            with faults_are_errors:
                explanation = query.explain(self._searcher, address_of(document)).to_json()
        except ValueError as problem:
            if _NO_MATCH in str(problem):
                return 0.0
            raise
        match = _VALUE.search(explanation)
        return float(match[1]) if match else 0.0


def _every(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
