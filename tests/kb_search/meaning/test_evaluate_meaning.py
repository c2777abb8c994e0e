"""The report on judged sets says what meaning adds and costs, or that it was not measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb_search.__main__ import main
from kb_search.meaning.encoder import INSTALL
from tests.kb_search.meaning.installed import concept_model, forgotten, no_model

__all__ = ["concept_model", "forgotten", "no_model"]

HEADING = "### Queries of 5 words and more, by their meaning too"
SENTENCES = ["how can I change my password settings", "where do I find my login settings"]


def write_set(directory: Path, lang: str) -> Path:
    """Two sentences and a keyword; what answers the sentences shares one word with them, as much as the other pages."""
    directory.mkdir()
    pages = [{"id": f"page{number}", "title": "Settings", "body": "bank", "lang": lang} for number in range(5)]
    answer = {"id": "answer", "title": "Settings", "body": "credentials " * 9, "lang": lang}
    queries = [{"text": text, "rel": {"answer": 1}} for text in [*SENTENCES, "settings"]]
    for name, rows in (("docs", [*pages, answer]), ("queries", queries)):
        (directory / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return directory


def section(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What was printed under the heading."""
    _, _, rest = capsys.readouterr().out.partition(HEADING)
    return rest.split("###", maxsplit=1)[0].strip().splitlines()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("| ").split("|")]


@pytest.mark.usefixtures("concept_model")
def test_report_says_what_meaning_adds_to_sentences_and_what_it_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["evaluate", str(write_set(tmp_path / "some", "en"))])

    lines = section(capsys)
    gains = [cells(line) for line in lines if "of 3" in line]
    costs = [cells(line) for line in lines if "ours on Whoosh" in line]
    assert [gain[:3] for gain in gains] == [["some", slip, "2 of 3"] for slip in ("clean", "misspelt", "half-typed")]
    assert all(gain[5].startswith("+0.") and not gain[5].startswith("+0.000") for gain in gains)
    assert [cost[1] for cost in costs] == ["ours on Whoosh", "ours on Whoosh, with meaning"]
    (_, _, *words), (_, _, *meaning) = costs
    assert all(float(figure) > 0 for figure in [words[0], *words[2:], *meaning]), "opening by words computes nothing"


@pytest.mark.usefixtures("concept_model")
def test_report_leaves_out_a_language_whose_meanings_are_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["evaluate", str(write_set(tmp_path / "other", "de"))])

    assert not [line for line in section(capsys) if "other" in line]


@pytest.mark.usefixtures("no_model")
def test_report_says_that_meaning_was_not_measured_where_there_is_no_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["evaluate", str(write_set(tmp_path / "some", "en"))])

    assert section(capsys) == [f"Not measured: the model was not installed. `{INSTALL}`"]
