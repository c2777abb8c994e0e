"""Completion, correction and accents against the words of an index."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb_search.speller import correct, correct_beginning, neighbours
from kb_search.vocabulary import LETTERS, Vocabulary

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


def test_correct_gives_the_most_frequent_of_equals() -> None:
    vocabulary = Vocabulary({"bank": 5, "rank": 50, "banks": 9, "bark": 1})

    assert list(correct("bamk", vocabulary)) == ["bank", "bark"]
    assert list(correct("vank", vocabulary)) == ["rank", "bank"]


def test_correct_restores_accents_as_well() -> None:
    assert list(correct("résmué", WORDS)) == ["résumé"]


def test_correct_leaves_short_long_and_unspaced_words_alone() -> None:
    vocabulary = Vocabulary({"api": 1, "x" * 30: 1, "密码": 1})

    assert not [*correct("apl", vocabulary), *correct("x" * 29, vocabulary), *correct("密马密马", vocabulary)]


def test_correct_beginning_gives_the_likeliest_word_per_slip() -> None:
    assert list(correct_beginning("inovi", WORDS)) == ["invoice", "invite"]
    assert list(correct_beginning("invex", WORDS)) == ["inventory"]
    assert list(correct_beginning("zzzz", WORDS)) == list(correct_beginning("ivn", WORDS)) == []


def distance(one: str, other: str) -> int:
    """Damerau–Levenshtein (optimal string alignment), straight from its definition."""
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]


@given(st.text("abc", min_size=4, max_size=7), st.sets(st.text("abc", min_size=1, max_size=8), max_size=40))
@settings(deadline=None)
def test_correct_finds_exactly_the_words_at_distance_one(word: str, known: set[str]) -> None:
    vocabulary = Vocabulary(dict.fromkeys(known - {word}, 1))

    assert set(correct(word, vocabulary)) == {other for other in known - {word} if distance(word, other) == 1}


@given(st.text("ab", max_size=6))
@settings(deadline=None)
def test_neighbours_never_hold_the_word_itself(word: str) -> None:
    assert word not in neighbours(word, "ab")
