"""Completion and accents against the words of an index."""

from __future__ import annotations

from kb_search.understanding.vocabulary import LETTERS, Vocabulary

WORDS = Vocabulary({"invoice": 9, "invoices": 4, "invite": 7, "inventory": 1, "résumé": 3, "resume": 2, "été": 1})


def test_starting_with_gives_the_most_frequent_first() -> None:
    assert WORDS.starting_with("inv", 3) == ("invoice", "invite", "invoices")
    assert WORDS.starting_with("invo", 9) == ("invoice", "invoices")
    assert WORDS.starting_with("x", 9) == ()


def test_starting_with_disregards_accents() -> None:
    assert WORDS.starting_with("ré", 9) == WORDS.starting_with("re", 9) == ("résumé", "resume")


def test_restore_gives_the_usual_spelling() -> None:
    assert (WORDS.restore("ete"), WORDS.restore("resume"), WORDS.restore("inv")) == ("été", "résumé", None)


def test_alphabet_is_bounded_and_leaves_scripts_without_spaces_out() -> None:
    many = Vocabulary({chr(letter) * 2: 1 for letter in range(0x400, 0x500)} | {"密码": 1})

    assert len(many.alphabet) == LETTERS
    assert "密" not in many.alphabet


def test_words_are_compared_without_hyphens() -> None:
    vocabulary = Vocabulary({"e-mail": 5, "email": 2, "two-factor": 1})

    assert vocabulary.restore("email") == vocabulary.restore("e-mail") == "e-mail"
    assert vocabulary.starting_with("twof", 9) == ("two-factor",)
