"""The quality figures against values worked out by hand, and on judged sets kept on disk."""

from __future__ import annotations

import json
import random
from math import log2, sqrt
from pathlib import Path

import pytest

from kb_search.evaluate import SLIPS, evaluate, indexed, main
from kb_search.judged import as_written, half_typed, load, misspelt
from kb_search.metrics import mean, ndcg, recall, reciprocal_rank
from tests.kb_search.test_vocabulary import distance


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


def test_misspelt_edits_one_long_word_once() -> None:
    chance = random.Random(1)

    for _ in range(200):
        text = misspelt("how do I connect it", chance)
        head, changed, tail = text.rsplit(" ", 2)
        assert (head, tail) == ("how do I", "it")
        assert distance("connect", changed) <= 1


def test_misspelt_leaves_short_words_alone() -> None:
    assert misspelt("how do I", random.Random(1)) == "how do I"


def test_half_typed_cuts_the_last_word() -> None:
    chance = random.Random(1)

    assert half_typed("connect the bluetooth.", chance) == "connect the blue"
    assert half_typed("a word", chance) == "a wor"
    assert half_typed("api", chance) == as_written("api", chance) == "api"


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    directory = tmp_path / "small"
    directory.mkdir()
    documents = [
        {"id": "a", "title": "Connect a bank", "body": "Choose it.", "lang": "C"},
        {"id": "b", "title": "Send an invoice", "body": "Press send.", "lang": "C"},
    ]
    queries = [
        {"id": "1", "text": "connect", "rel": {"a": 1}, "split": "test"},
        {"id": "2", "text": "zebra", "rel": {"b": 1}, "split": "dev"},
    ]
    for name, rows in (("docs", documents), ("queries", queries)):
        (directory / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return directory


def test_load_takes_untranslated_text_for_english(small_set: Path) -> None:
    judged = load(small_set)

    assert (judged.name, judged.locale) == ("small", "en")
    assert [query.split for query in judged.queries] == ["test", "dev"]


@pytest.mark.parametrize(("split", "expected"), [("", 0.5), ("test", 1.0), ("dev", 0.0)])
def test_evaluate_measures_a_split(small_set: Path, tmp_path: Path, split: str, expected: float) -> None:
    judged = load(small_set)

    quality = evaluate(indexed(judged, tmp_path / "index"), judged, "as written", split=split)

    assert quality.ndcg.value == quality.mrr.value == quality.recall.value == expected


def test_evaluate_prints_a_line_per_kind_of_query(small_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(small_set), "--split", "test"])

    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split()[:3] == ["set", "queries", "n"]
    assert [line.split("1.000")[0].split() for line in lines] == [["small", *slip.split(), "1"] for slip in SLIPS]
