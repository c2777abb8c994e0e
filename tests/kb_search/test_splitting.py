"""Words written together are taken apart only where both parts are words."""

from __future__ import annotations

import pytest

from kb_search.understanding.splitting import compound, glued_beginning
from kb_search.understanding.vocabulary import Vocabulary

WORDS = Vocabulary({"pay": 3, "invoice": 2, "arbeit": 2, "zeit": 2})


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [("payin", []), ("payinv", [("pay", "invoice")]), ("xyzinv", []), ("payxyz", []), ("pay", [])],
    ids=["two letters", "three letters", "unknown beginning", "unknown end", "one word"],
)
def test_second_word_may_go_on_after_three_letters(typed: str, pairs: list[tuple[str, str]]) -> None:
    assert glued_beginning(typed, WORDS) == pairs


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("arbeitszeit", [("arbeit", "zeit")]),
        ("arbeitzeit", [("arbeit", "zeit")]),
        ("arbeitnzeit", []),
        ("arbeitsrecht", []),
        ("urlaubszeit", []),
    ],
    ids=["linked", "not linked", "another letter", "unknown end", "unknown beginning"],
)
def test_compound_is_of_two_words_with_or_without_a_link(typed: str, pairs: list[tuple[str, str]]) -> None:
    assert compound(typed, WORDS) == pairs
