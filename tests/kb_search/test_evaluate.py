"""Search measured on judged sets: ours and others, on the command line and into a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_search.__main__ import main
from kb_search.engine import Document
from kb_search.engines import make_engine
from kb_search.evaluate import SLIPS, Quality, evaluate
from kb_search.evaluate.baselines.plain_tantivy import PlainTantivy
from kb_search.evaluate.baselines.sparse_bm25 import Bm25s
from kb_search.evaluate.baselines.sqlite_fts5 import SqliteFts5
from kb_search.evaluate.contenders import Contender, Ours
from kb_search.evaluate.judged import JudgedSet, as_written, half_typed, load, misspelt
from kb_search.evaluate.verdicts import verdicts
from tests.kb_search.small_sets import write_small_set

LIBRARY = JudgedSet(
    "library",
    "en",
    (
        Document("invoice", "en", "Send an invoice", "Choose the customer; add what was delivered."),
        Document("bank", "en", "Connect your bank", "Payments are matched with what you billed."),
        Document("logo", "en", "Your logo", "It stands on every page that a customer sees."),
    ),
    (),
)
OTHERS = [PlainTantivy, SqliteFts5, Bm25s]


def test_load_takes_untranslated_text_for_english(tmp_path: Path) -> None:
    judged = load(write_small_set(tmp_path / "small"))

    assert (judged.name, judged.locale) == ("small", "en")
    assert [query.split for query in judged.queries] == ["test", "dev"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("docs", "nonsense"),
        ("docs", "[]"),
        ("docs", '{"id": "c", "title": "No language", "body": ""}'),
        ("queries", '{"text": "no grades"}'),
        ("queries", '{"text": "grades of no number", "rel": {"a": "good"}}'),
        ("queries", '{"text": "grades of nothing", "rel": ["a"]}'),
    ],
)
def test_malformed_line_of_a_set_is_named(tmp_path: Path, name: str, line: str) -> None:
    file = write_small_set(tmp_path / "small") / f"{name}.jsonl"
    file.write_text(f"{file.read_text()}{line}\n")

    with pytest.raises(SystemExit, match=rf"{name}.jsonl:3: not a line of a judged set"):
        main(["evaluate", str(tmp_path / "small"), "--engine", "whoosh"])


@pytest.mark.parametrize("name", ["docs", "queries"])
def test_empty_set_is_named(tmp_path: Path, name: str) -> None:
    file = write_small_set(tmp_path / "small") / f"{name}.jsonl"
    file.write_text("")

    with pytest.raises(SystemExit, match=f"{name}.jsonl: is empty"):
        main(["evaluate", str(tmp_path / "small"), "--engine", "whoosh"])


@pytest.mark.parametrize(("split", "expected"), [("", [1.0, 0.0]), ("test", [1.0]), ("dev", [0.0])])
def test_evaluate_measures_a_split(tmp_path: Path, engine_name: str, split: str, expected: list[float]) -> None:
    judged = load(write_small_set(tmp_path / "small"))
    ours = Ours("ours", make_engine(engine_name, tmp_path / "index"))
    ours.load(judged)

    quality = evaluate(ours, judged, "clean", split=split)

    assert quality.ndcgs == quality.reciprocal_ranks == quality.recalls == expected


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.name)
def test_others_rank_what_holds_the_words_first(other: type[Contender]) -> None:
    contender = other()
    contender.load(LIBRARY)

    assert contender.ranked("sending invoices to a customer", as_written)[0] == "invoice"
    assert contender.ranked("zebra", as_written) == []
    assert list(contender.ranked("", as_written)) == []
    assert contender.ranked('payments "AND ( billed*', as_written)[0] == "bank"


@pytest.mark.parametrize("other", [PlainTantivy, SqliteFts5], ids=lambda other: other.name)
def test_others_that_know_prefixes_find_a_half_typed_word(other: type[Contender]) -> None:
    contender = other()
    contender.load(LIBRARY)

    assert contender.ranked("custo", as_written) == []
    assert set(contender.ranked("an invo", half_typed)) == {"invoice"}
    assert set(contender.ranked("custo", half_typed)) == {"invoice", "logo"}


def test_tantivy_finds_a_misspelt_word_with_its_fuzzy_query() -> None:
    contender = PlainTantivy()
    contender.load(LIBRARY)

    assert contender.ranked("lgoo", as_written) == []
    assert contender.ranked("lgoo", misspelt) == ["logo"]


def test_one_engine_prints_a_line_per_kind_of_query(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = write_small_set(tmp_path / "small")

    main(["evaluate", str(small), "--engine", "whoosh", "--split", "test"])

    _, *lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:4] for line in lines] == [["small", slip, "1", "1.000"] for slip in SLIPS]


def test_report_takes_the_place_of_what_was_measured_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_small_set(tmp_path / "sets" / "small")
    monkeypatch.setenv("HANDRAIL_JUDGED_SETS", str(tmp_path / "sets"))
    file = tmp_path / "quality.md"
    file.write_text("before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n")

    for _ in range(2):
        main(["evaluate", "--write", str(file)])

    text = file.read_text()
    assert text.startswith("before\n<!-- measured -->\n\n- Clean queries")
    assert text.endswith("\n\n<!-- /measured -->\nafter\n")
    assert "old" not in text
    assert text.count("### nDCG@10, clean queries") == 1
    assert "| ours on Whoosh | 0.500 ±0.500 |" in text


def test_sets_that_are_not_there_are_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDRAIL_JUDGED_SETS", str(tmp_path))

    with pytest.raises(SystemExit, match=f"no judged sets in {tmp_path}: .* HANDRAIL_JUDGED_SETS"):
        main(["evaluate"])


def test_file_without_marks_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "quality.md"
    file.write_text("mine")

    with pytest.raises(SystemExit, match="<!-- measured -->"):
        main(["evaluate", str(write_small_set(tmp_path / "small")), "--engine", "whoosh", "--write", str(file)])

    assert file.read_text() == "mine"


def quality(*ndcgs: float) -> Quality:
    return Quality(ndcgs, ndcgs, ndcgs)


def test_verdicts_say_of_each_set_whether_an_aim_is_reached_level_or_missed() -> None:
    good = {"clean": quality(0.8, 0.9), "misspelt": quality(0.8, 0.9), "half-typed": quality(0.8, 0.82)}
    bad = {"clean": quality(0.5, 0.5), "misspelt": quality(0.5, 0.4), "half-typed": quality(0.5, 0.5)}
    level = {"clean": quality(0.6, 0.69), "misspelt": quality(0.6, 0.69), "half-typed": quality(0.6, 0.69)}
    theirs = {"clean": quality(0.7, 0.6)}

    clean, typo, half = verdicts(
        {name: {"o": ours, "t": theirs} for name, ours in (("one", good), ("two", bad), ("three", level))}, "o", "t"
    )

    assert clean.endswith(
        "**Missed** on two (-0.150 ±0.050). **Level** on three (-0.005 ±0.095). **Reached** on one (+0.200 ±0.100)."
    )
    assert typo.endswith("**Missed** on two (10.0% lost). **Reached** on one (0.0% lost), three (0.0% lost).")
    assert "Missed" not in half
