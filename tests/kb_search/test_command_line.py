"""`python -m kb_search`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kb_search.__main__ import main


@pytest.mark.parametrize("command", [["kb_search", "evaluate"], ["kb_search.evaluate"]])
def test_evaluate_measures_a_judged_set_under_either_name(tmp_path: Path, command: list[str]) -> None:
    document = {"id": "a", "lang": "en", "title": "Send an invoice", "body": ""}
    rows = {"docs": document, "queries": {"text": "invoice", "rel": {"a": 1}}}
    for name, row in rows.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row))

    measured = subprocess.run(
        [sys.executable, "-m", *command, str(tmp_path), "--engine", "whoosh"],
        capture_output=True,
        text=True,
        check=True,
    )

    header, *figures = measured.stdout.splitlines()
    assert header.split()[:3] == ["set", "queries", "n"]
    assert [line.split()[1] for line in figures] == ["clean", "misspelt", "half-typed"]


def test_index_then_search(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "a", "title": "Send an invoice", "body": "Press send."}, {"id": "b", "title": "Bank", "body": ""}]
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)))

    main(["index", str(tmp_path / "index"), str(tmp_path / "docs.jsonl")])
    main(["search", str(tmp_path / "index"), "sending", "inovice"])
    main(["search", str(tmp_path / "index"), "--typing", "ban"])

    indexed, corrected, first, snippet, second, _ = capsys.readouterr().out.splitlines()
    assert indexed == "2 documents"
    assert corrected == "Searched for sending invoice"
    assert first.split(None, 1)[1] == "a  [Send] an [invoice]"
    assert snippet.strip() == "Press [send]."
    assert second.split(None, 1)[1] == "b  [Bank]"
