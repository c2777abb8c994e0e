"""`python -m kb_search`."""

from __future__ import annotations

import json
import re
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

    main(["index", str(tmp_path / "docs.jsonl"), str(tmp_path / "index")])
    main(["search", str(tmp_path / "index"), "sending", "inovice"])
    main(["search", str(tmp_path / "index"), "--typing", "ban"])

    indexed, corrected, first, snippet, second, _ = capsys.readouterr().out.splitlines()
    assert indexed == f"2 documents in {tmp_path / 'index'}"
    assert corrected == "Searched for sending invoice"
    assert first.split(None, 1)[1] == "a  [Send] an [invoice]"
    assert snippet.strip() == "Press [send]."
    assert second.split(None, 1)[1] == "b  [Bank]"


def test_index_is_kept_in_a_folder_of_its_own_unless_told_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bank.md").write_text("# Bank")
    monkeypatch.chdir(tmp_path)

    main(["index", "pages"])
    main(["search", "kb-index", "zzzzzz"])

    assert capsys.readouterr().out.splitlines() == ["1 document in kb-index", "Nothing found"]
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["bank.md"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["index", "nowhere", "index"], "'nowhere'"),
        (["index", "empty", "index"], "empty: holds no documents"),
        (["search", "index", "bank"], "index has no index for en: not built yet, or lost"),
        (["search", "index", "bank", "--locale", "../x"], "not a locale: '../x'"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit, match=re.escape(said)):
        main(command)

    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]
