"""The widget: its own tests pass, and what is committed is what its source builds."""

from __future__ import annotations

import filecmp
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[2]
WIDGET = ROOT / "static" / "widget"
OLDEST_NODE = 20


def node_version() -> int:
    """The major version of Node; 0 without one."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return 0
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return int(told.removeprefix("v").partition(".")[0])


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The widget's source with its tools, beside the one that is being worked on."""
    if node_version() < OLDEST_NODE:
        pytest.skip(f"Node {OLDEST_NODE} or newer is not installed")
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "tests" / "fixtures", checkout / "tests" / "fixtures")
    folder = checkout / "static" / "widget"
    shutil.copytree(WIDGET, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    npm(folder, "ci", "--no-audit", "--no-fund")
    return folder


def npm(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["npm", *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_widget_passes_its_own_tests(copy: Path) -> None:
    npm(copy, "test")


def test_widget_types_fit(copy: Path) -> None:
    npm(copy, "run", "check")


def test_widget_committed_is_what_its_source_builds(copy: Path) -> None:
    npm(copy, "run", "build")
    committed, made = files_below(WIDGET / "dist"), files_below(copy / "dist")
    assert committed == made
    assert filecmp.cmpfiles(WIDGET / "dist", copy / "dist", made, shallow=False) == (made, [], [])
    npm(copy, "run", "size")


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_widget_lock_names_no_registry() -> None:
    assert '"resolved"' not in (WIDGET / "package-lock.json").read_text()
