"""What the alternatives of a word add to the score of a document."""

from __future__ import annotations

from kb_search import How
from kb_search.answering.postings import Postings
from kb_search.answering.ranking import worth
from kb_search.understanding.slots import Alternative


def test_terms_that_mean_something_together_count_where_all_of_them_are() -> None:
    postings = {"value": Postings.of({1: 1.0, 2: 2.0}), "added": Postings.of({2: 4.0, 3: 8.0, 4: 16.0})}
    together = Alternative(("value", "added"), "value added", How.SYNONYM, weight=0.5)

    worths = worth([together], postings.__getitem__)

    assert dict(zip(*worths, strict=True)) == {2: 3.0}
