"""`handrail synonyms`: a file of rules, brought in whole and written out the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from onboarding.__main__ import COMMANDS
from onboarding.cli import handrail
from tests.conftest import Tenant

assert COMMANDS
RULES = "en:\n- [bill, invoice]\n- words: [iban]\n  means: [account number]\nfi:\n- [lasku, kuitti]\n"


@pytest.fixture
def run(app: Flask, tenant: Tenant) -> Any:
    """Run the command on the app under test."""

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(handrail, ["synonyms", *map(str, arguments)], obj=lambda: app)

    return invoke


def test_import_makes_the_files_rules_the_workspaces_and_export_prints_them(tmp_path: Path, run: Any) -> None:
    path = tmp_path / "synonyms.yaml"
    path.write_text(RULES)
    assert run("import", path).output == "3 added, 0 taken away\n"
    assert run("import", path).output == "0 added, 0 taken away\n"
    path.write_text(run("export").output)
    assert run("import", path).output == "0 added, 0 taken away\n"
    path.write_text("en:\n- [bill, invoice]\n")
    assert run("import", path).output == "0 added, 2 taken away\n"


def test_import_of_a_wrong_file_changes_nothing_and_says_where(tmp_path: Path, run: Any) -> None:
    path = tmp_path / "synonyms.yaml"
    path.write_text(RULES)
    run("import", path)
    path.write_text("en:\n- [bill, bill]\n")
    result = run("import", path)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "synonyms.yaml:2: /en/0: Synonyms are at least two different words.",
        "Error: 1 fault; nothing was changed",
    ]
    assert "kuitti" in run("export").output


@pytest.mark.parametrize("text", ["", "\n", "# rules\n", "---\n", "null\n"])
def test_import_of_an_empty_file_is_refused_as_a_failed_export_leaves_one(tmp_path: Path, run: Any, text: str) -> None:
    path = tmp_path / "synonyms.yaml"
    path.write_text(RULES)
    run("import", path)
    path.write_text(text)
    result = run("import", path)
    assert (result.exit_code, "is empty" in result.stderr) == (1, True)
    assert "kuitti" in run("export").output


def test_import_of_no_rules_takes_all_away_and_export_prints_the_same(tmp_path: Path, run: Any) -> None:
    path = tmp_path / "synonyms.yaml"
    path.write_text(RULES)
    run("import", path)
    path.write_text("{}\n")
    assert run("import", path).output == "0 added, 3 taken away\n"
    assert run("export").output == "{}\n"
