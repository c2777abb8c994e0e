"""`handrail push`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from onboarding.__main__ import COMMANDS
from onboarding.cli import handrail
from onboarding.content.queries import published_in
from tests.conftest import Tenant
from tests.content.test_push import CHECKLIST, TOUR, with_task, write

assert COMMANDS


@pytest.fixture
def run(app: Flask, tenant: Tenant) -> Any:
    """Push a folder on the app under test."""

    def invoke(folder: Path) -> Result:
        return CliRunner().invoke(handrail, ["push", str(folder)], obj=lambda: app)

    return invoke


def test_push_says_what_came_in(tmp_path: Path, run: Any) -> None:
    folder = write(tmp_path, checklists__start=CHECKLIST, tours__show=TOUR)
    result = run(folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "tour show-two: version 1 (new version)",
        "checklist start: version 1 (new version)",
    ]
    assert "checklist start: version 1 (unchanged)" in run(folder).stdout


def test_push_tells_warnings_and_goes_on(tmp_path: Path, tenant: Tenant, run: Any) -> None:
    result = run(write(tmp_path, checklists__start=with_task("action: {article: gone}"), tour__b=TOUR))
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "warning: checklists/start.yaml:6: /tasks/0/action/article: there is no article 'gone'",
        "warning: tour/b.yaml:1: is not read; contents lie in checklists/*.yaml or tours/*.yaml",
    ]
    assert [each.key for each in published_in(tenant.environment.id)] == ["start"]


def test_push_of_a_wrong_folder_changes_nothing_and_fails(tmp_path: Path, tenant: Tenant, run: Any) -> None:
    result = run(write(tmp_path, checklists__start="key: a\x07", tours__show=TOUR))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "checklists/start.yaml:1: the character U+0007 cannot be used",
        "Error: 1 fault; nothing was changed",
    ]
    assert published_in(tenant.environment.id) == ()
