"""The quality figures against values worked out by hand, and the slips that are made in queries."""

from __future__ import annotations

import random
from math import log2, sqrt

import pytest

from kb_search.evaluate.judged import as_written, half_typed, misspelt
from kb_search.evaluate.metrics import mean, ndcg, paired_difference, recall, reciprocal_rank
from tests.kb_search.test_speller import true_distance


def test_ndcg_of_graded_answers_by_hand() -> None:
    grades = {"a": 3.0, "b": 2.0, "c": 1.0}

    value = ndcg(["b", "x", "a"], grades)

    assert value == pytest.approx((2 / log2(2) + 3 / log2(4)) / (3 / log2(2) + 2 / log2(3) + 1 / log2(4)))


@pytest.mark.parametrize(("ranked", "expected"), [(["a", "b"], 1.0), (["b", "a"], 1.0), (["x", "y"], 0.0), ([], 0.0)])
def test_ndcg_runs_from_nothing_to_perfect(ranked: list[str], expected: float) -> None:
    assert ndcg(ranked, {"a": 1, "b": 1}) == pytest.approx(expected)


def test_ndcg_and_recall_look_no_deeper_than_ten() -> None:
    ranked = [str(number) for number in range(11)]

    assert (ndcg(ranked, {"10": 1}), recall(ranked, {"10": 1}), reciprocal_rank(ranked, {"10": 1})) == (0, 0, 0)
    assert ndcg(ranked, {"9": 1}) == pytest.approx(1 / log2(11))


def test_reciprocal_rank_counts_the_first_answer_only() -> None:
    assert reciprocal_rank(["x", "a", "b"], {"a": 1, "b": 3}) == 0.5
    assert reciprocal_rank(["x", "a"], {"x": 0, "a": 1}) == 0.5


def test_recall_is_a_share_of_the_relevant() -> None:
    assert recall(["a", "x"], {"a": 1, "b": 2, "c": 0}) == 0.5
    assert recall(["a"], {}) == ndcg(["a"], {}) == 0.0


def test_mean_comes_with_its_standard_error() -> None:
    result = mean([1.0, 0.0, 1.0, 0.0])

    assert (result.value, result.count) == (0.5, 4)
    assert result.error == pytest.approx(sqrt(1 / 3) / 2)
    assert mean([0.25]).error == 0


def test_paired_difference_has_the_error_of_the_differences() -> None:
    """Both vary much from query to query, but one is always better by about as much."""
    ours, theirs = [0.2, 0.6, 1.0, 0.4], [0.1, 0.4, 0.9, 0.2]

    difference = paired_difference(ours, theirs)

    assert difference.value == pytest.approx(0.15)
    assert difference.error == pytest.approx(sqrt(0.01 / 3) / 2)
    assert difference.error < mean(ours).error


def test_misspelt_edits_one_long_word_once() -> None:
    chance = random.Random(1)

    for _ in range(200):
        text = misspelt("how do I connect it", chance)
        head, changed, tail = text.rsplit(" ", 2)
        assert (head, tail) == ("how do I", "it")
        assert true_distance("connect", changed) <= 1


def test_misspelt_leaves_short_words_alone() -> None:
    assert misspelt("how do I", random.Random(1)) == "how do I"


def test_half_typed_cuts_the_last_word() -> None:
    chance = random.Random(1)

    assert half_typed("connect the bluetooth.", chance) == "connect the blue"
    assert half_typed("a word", chance) == "a wor"
    assert half_typed("api", chance) == as_written("api", chance) == "api"
