"""The recipe's score as a tantivy query.

Tantivy has Lucene's inverse document frequency; Whoosh's is 1 higher for words that most documents hold. A term is
boosted by the quotient of the two, so that both engines give the same scores, but for how either rounds lengths.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from math import log

from tantivy import Occur, Query, Schema, Searcher

from kb_search.storage.index_fields import TITLE_BOOST
from kb_search.understanding.slots import Alternative, Slot

REMEMBERED_TERMS = 4_000
_serials = count()


class Scores:
    """Makes queries for one commit; `documents` are all that it holds on disk, deleted ones too."""

    def __init__(self, searcher: Searcher, schema: Schema, documents: int) -> None:
        self._searcher = searcher
        self._schema = schema
        self.documents = documents
        self.serial = next(_serials)
        """A number of this opening of an index: no other commit gives the same scores."""
        self.of_term = lru_cache(REMEMBERED_TERMS)(self._of_term)

    def of_slots(self, slots: Sequence[Slot]) -> Query:
        """The sum over the slots, each worth its best alternative."""
        return Query.boolean_query([(Occur.Should, self._of_slot(slot)) for slot in slots])

    def in_field(self, field: str, term: str) -> Query:
        """A term's BM25 in one field."""
        holding = self._searcher.doc_freq(field, term)
        if not holding:
            return Query.empty_query()
        ours = log(self.documents / (holding + 1)) + 1
        theirs = log(1 + (self.documents - holding + 0.5) / (holding + 0.5))
        return Query.boost_query(self.holding(term, field), ours / theirs)

    def holding(self, term: str, field: str = "all") -> Query:
        """Documents that hold the term."""
        return Query.term_query(self._schema, field, term, "freq")

    def of_term_among(self, term: str, documents: Query) -> Query:
        """A term's score in those of a few documents that hold it; several times as fast as asking for each."""
        whole_text = [(Occur.Must, Query.const_score_query(documents, 0.0)), (Occur.Must, self.in_field("all", term))]
        return Query.boolean_query([*whole_text, (Occur.Should, self._in_title(term))])

    def _of_term(self, term: str) -> Query:
        return Query.boolean_query([(Occur.Should, self.in_field("all", term)), (Occur.Should, self._in_title(term))])

    def _in_title(self, term: str) -> Query:
        return Query.boost_query(self.in_field("title", term), TITLE_BOOST)

    def _of_slot(self, slot: Slot) -> Query:
        alternatives = [self._of_alternative(alternative) for alternative in slot.alternatives]
        return alternatives[0] if len(alternatives) == 1 else Query.disjunction_max_query(alternatives)

    def _of_alternative(self, alternative: Alternative) -> Query:
        terms = [self.of_term(term) for term in alternative.terms]
        together = terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Must, term) for term in terms])
        return together if alternative.weight == 1.0 else Query.boost_query(together, alternative.weight)
