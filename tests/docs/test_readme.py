"""The README's third step, carried out to the letter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from onboarding import __main__ as command_line
from onboarding.workspaces.identity import Identity, sign
from tests.conftest import Tenant

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
STEP = README.partition("**3.")[2].partition("What you have already")[0]
FILE = re.compile(r"```(?:yaml|markdown)\n((?:---\n)?# (content/\S+)\n.*?)```", re.DOTALL)
FILES = {name: text for text, name in FILE.findall(STEP)}
COMMANDS = [shlex.split(line, comments=True) for line in re.findall(r"^handrail .+$", STEP, re.MULTILINE)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the README's files."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_shows_a_file_of_each_kind_and_how_they_come_in() -> None:
    assert [name.split("/")[1] for name in FILES] == ["checklists", "tours", "articles"]
    assert [" ".join(words[:2]) for words in COMMANDS] == ["handrail push", "handrail import"]


def test_readme_content_comes_in_as_it_is_printed(
    app: Flask, client: FlaskClient, tenant: Tenant, folder: Path
) -> None:
    for _, *words in COMMANDS:
        result = CliRunner().invoke(command_line.handrail, words, obj=lambda: app)
        assert (result.exit_code, "warning" in result.output) == (0, False), result.output
    token = sign(Identity(external_id="u_1"), tenant.environment)
    booted = client.post("/v1/boot", json={"key": tenant.public_key, "token": token}).get_json()
    assert "first-project" in str(booted)
    assert client.get(f"/v1/articles/make-a-project?key={tenant.public_key}").get_json()["title"] == "Make a project"
