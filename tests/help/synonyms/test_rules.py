"""What a synonym may be, and what is said of one that may not."""

from __future__ import annotations

import pytest

from onboarding.help.synonyms.rules import SynonymDraft, checked, split
from onboarding.workspaces.changes import ChangeError


def test_words_are_tidied_and_kept_once() -> None:
    draft = checked("en", ["  bill ", "Invoice", "BILL", "", "sales   slip"])
    assert draft == SynonymDraft("en", ("bill", "Invoice", "sales slip"))
    assert str(draft) == "bill, Invoice, sales slip"


def test_rule_with_meanings_goes_one_way() -> None:
    draft = checked("de-AT", ["iban"], ["bank details", ""])
    assert draft == SynonymDraft("de-AT", ("iban",), ("bank details",))
    assert str(draft) == "iban → bank details"


def test_empty_meanings_are_none() -> None:
    assert checked("en", ["a1", "b1"], ["", " "]).means is None


def test_words_are_split_at_commas_semicolons_and_lines() -> None:
    assert [word.strip() for word in split("bill, invoice;\nslip")] == ["bill", "invoice", "", "slip"]


@pytest.mark.parametrize(
    ("locale", "words", "means", "why"),
    [
        ("en", ["bill"], None, "two different"),
        ("en", ["bill", "Bill "], None, "two different"),
        ("en", [], ["invoice"], "no word"),
        ("en", ["bill", "invoice"], ["Invoice"], "both sides"),
        ("en", ["x" * 61, "bill"], None, "too long"),
        ("en", ["a b c d e", "bill"], None, "too long"),
        ("en", ["!!", "bill"], None, "look for"),
        ("en", ["b\0ll", "bill"], None, "look for"),
        ("en", ["b\u202ell", "bill"], None, "look for"),
        ("en", [f"w{number}" for number in range(13)], None, "12 words"),
        ("EN-us-x", ["bill", "invoice"], None, "language"),
    ],
)
def test_rule_that_cannot_be_used_says_why(locale: str, words: list[str], means: list[str] | None, why: str) -> None:
    with pytest.raises(ChangeError, match=why):
        checked(locale, words, means)
