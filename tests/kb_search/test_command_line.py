"""`python -m kb_search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb_search.__main__ import main


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
