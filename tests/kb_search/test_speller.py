"""Which words are taken for a misspelt one, against distances worked out from their definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_search.understanding.edits import FAR, Sketch, distance, is_light, neighbours, within
from kb_search.understanding.speller import Spelling, correct, correct_beginning, near_beginning
from kb_search.understanding.vocabulary import Vocabulary

WORDS = Vocabulary({"invoice": 9, "invoices": 4, "invite": 7, "inventory": 1, "résumé": 3, "resume": 2})
WORD = st.text("abc", max_size=7)
LONG_WORD = st.text("ab", min_size=6, max_size=12).map("a".__add__)


def texts(spellings: tuple[Spelling, ...]) -> list[str]:
    return [spelling.word for spelling in spellings]


def true_distance(one: str, other: str) -> int:
    """Damerau–Levenshtein (optimal string alignment), straight from its definition."""
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]


@given(WORD, WORD, st.integers(0, 3))
def test_distance_is_the_true_one_up_to_its_bound(one: str, other: str, most: int) -> None:
    true = true_distance(one, other)

    assert distance(one, other, most) == true if true <= most else distance(one, other, most) > most


@given(WORD, st.sets(WORD, max_size=40))
def test_within_loses_no_word_to_its_sketches(word: str, others: set[str]) -> None:
    found = dict(within(word, map(Sketch.of, others)))

    assert found == {other: edits for other in others if (edits := true_distance(word, other)) <= FAR}


@given(st.text("ab", max_size=6))
def test_neighbours_are_at_distance_one(word: str) -> None:
    assert {true_distance(word, other) for other in neighbours(word, "ab")} == {1}


@given(st.text("abc", min_size=4, max_size=7), st.sets(st.text("abc", min_size=1, max_size=8), max_size=40))
def test_a_short_word_has_exactly_the_words_at_distance_one(word: str, known: set[str]) -> None:
    vocabulary = Vocabulary(dict.fromkeys(known - {word}, 1))

    found = texts(correct(word, vocabulary))

    assert sorted(found) == sorted(other for other in known - {word} if true_distance(word, other) == 1)


@given(LONG_WORD.filter(lambda word: len(word) >= 8), st.sets(LONG_WORD, max_size=40))
def test_a_long_word_may_have_two_slips_if_one_explains_nothing(word: str, known: set[str]) -> None:
    edits = {other: true_distance(word, other) for other in known - {word}}

    found = texts(correct(word, Vocabulary(dict.fromkeys(edits, 1))))

    one = sorted(other for other, distance in edits.items() if distance == 1)
    assert sorted(found) == (one or sorted(other for other, distance in edits.items() if distance == 2))


@pytest.mark.parametrize(
    ("typed", "counts", "expected"),
    [
        ("bamk", {"bank": 5, "bark": 1, "banks": 9}, ["bank", "bark"]),
        ("vank", {"bank": 5, "rank": 50}, ["rank", "bank"]),
        ("paymnet", {"payment": 10, "paymnot": 12}, ["payment", "paymnot"]),
        ("iport", {"import": 5, "sport": 9}, ["import", "sport"]),
        ("accound", {"account": 9, "abcound": 1}, ["account", "abcound"]),
    ],
    ids=["more frequent", "first letter wrong in both", "exchanged before replaced", "first letter kept", "frequent"],
)
def test_the_likeliest_comes_first(typed: str, counts: dict[str, int], expected: list[str]) -> None:
    assert texts(correct(typed, Vocabulary(counts))) == expected


@pytest.mark.parametrize(
    ("typed", "meant", "light"),
    [
        ("pasword", "password", True),
        ("passsword", "password", True),
        ("paswsord", "password", True),
        ("passxword", "password", False),
        ("passwerd", "password", False),
    ],
)
def test_a_slip_without_choice_of_letter_is_light(typed: str, meant: str, light: bool) -> None:
    assert is_light(typed, meant) is light


def test_accents_are_restored_as_well() -> None:
    assert texts(correct("résmué", WORDS)) == ["résumé"]


def test_short_long_and_unspaced_words_and_numbers_are_left_alone() -> None:
    vocabulary = Vocabulary({"api": 1, "x" * 30: 1, "密码": 1, "2024": 9, "error404": 1})

    assert not [
        found for word in ("apl", "x" * 29, "密马密马", "2025", "error405") for found in correct(word, vocabulary)
    ]


def test_a_beginning_has_the_likeliest_word_per_slip() -> None:
    assert texts(correct_beginning("inovi", WORDS)) == ["invoice", "invite"]
    assert texts(correct_beginning("invex", WORDS)) == ["inventory"]
    assert texts(correct_beginning("zzzz", WORDS)) == texts(correct_beginning("iv", WORDS)) == []


@pytest.mark.parametrize(
    ("typed", "meant", "near"),
    [
        ("ivn", ["invoice"], ["invoice"]),
        ("inx", [], ["invoice"]),
        ("nvo", [], []),
        ("nio", [], []),
        ("1vn", [], []),
        ("iinv", ["invoice"], []),
    ],
    ids=["exchanged", "replaced", "no first letter", "another first letter", "a number", "four letters"],
)
def test_three_letters_are_corrected_where_no_letter_is_to_be_chosen(
    typed: str, meant: list[str], near: list[str]
) -> None:
    assert texts(correct_beginning(typed, WORDS)) == meant
    assert texts(near_beginning(typed, WORDS)) == near


@given(st.text("abc", min_size=3, max_size=3), st.sets(st.text("abc", min_size=3, max_size=6), max_size=40))
def test_three_letters_stand_for_every_beginning_at_distance_one_with_their_first_letter(
    typed: str, known: set[str]
) -> None:
    beginnings = {word[:length] for word in known for length in (3, 4) if len(word) >= length}
    expected = {start for start in beginnings if start[0] == typed[0] and true_distance(typed, start) == 1}

    found = texts(near_beginning(typed, Vocabulary(dict.fromkeys(known, 1))))

    assert bool(found) == bool(expected)
    assert all(any(word.startswith(start) for start in expected) for word in found)
    assert all(any(word.startswith(start) for word in found) for start in expected)
