"""The test run itself: it tells what it skipped, and fails where nothing may be skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUITE = """\
import pytest

def test_skips():
    pytest.skip("node is not installed")

@pytest.mark.skip(reason="node is not installed")
def test_is_marked():
    pass

def test_lacks_data():
    pytest.skip("the sample lies outside the project")

@pytest.mark.xfail(reason="a known fault")
def test_fails_as_expected():
    assert False
"""
MODULE = 'import pytest\npytest.skip("chromium is not installed", allow_module_level=True)\n'


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A folder of tests that skip in every way there is."""
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tests.skipping"]\n')
    (tmp_path / "test_single.py").write_text(SUITE)
    (tmp_path / "test_module.py").write_text(MODULE)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def run(suite: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if name != "HANDRAIL_REQUIRE_ALL"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n1", "-p", "no:randomly", "-p", "no:cacheprovider", str(suite)],
        cwd=suite,
        env=environ | {"PYTHONPATH": str(ROOT)} | variables,
        capture_output=True,
        text=True,
    )


def test_skipping_tells_what_and_why_in_one_line(suite: Path) -> None:
    told = run(suite)
    assert told.returncode == 0, told.stdout
    (line,) = [line for line in told.stdout.splitlines() if line.startswith("Skipped: ")]
    assert "2 because node is not installed; " in line
    assert "1 because chromium is not installed" in line
    assert "1 because the sample lies outside the project" in line


def test_skipping_where_all_is_required_fails(suite: Path) -> None:
    told = run(suite, HANDRAIL_REQUIRE_ALL="1")
    assert told.returncode == 1, told.stdout
    assert "1 failed, 1 skipped, 1 xfailed, 2 errors" in told.stdout
    assert "may not be skipped here: node is not installed" in told.stdout
    assert "Skipped: 1 because the sample lies outside the project." in told.stdout
