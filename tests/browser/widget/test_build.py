"""The committed build is what the sources give, within its budget."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

WIDGET = Path(__file__).parents[3] / "static" / "widget"
DIST = WIDGET / "dist"
KILOBYTE = 1024
BUDGET = {"loader": 0.6 * KILOBYTE, "module": 10 * KILOBYTE, "panel": 12 * KILOBYTE, "tour": 12 * KILOBYTE}
MANIFEST = json.loads((DIST / "manifest.json").read_text())


def test_build_gives_the_committed_bytes(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (WIDGET / "node_modules" / "esbuild").exists():
        pytest.skip("node or the widget's dev dependencies are not installed: make install")
    subprocess.run([node, "build.mjs", tmp_path], cwd=WIDGET, check=True, capture_output=True)
    assert _files(tmp_path) == _files(DIST)


@pytest.mark.parametrize("part", BUDGET)
def test_file_is_within_its_budget(part: str) -> None:
    compressed = gzip.compress((DIST / MANIFEST[part]["file"]).read_bytes(), 9, mtime=0)
    assert len(compressed) <= BUDGET[part]


@pytest.mark.parametrize("part", BUDGET)
def test_manifest_tells_the_truth(part: str) -> None:
    said, content = MANIFEST[part], (DIST / MANIFEST[part]["file"]).read_bytes()
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    assert (said["bytes"], said["integrity"]) == (len(content), f"sha384-{digest}")


def test_built_files_use_nothing_a_strict_policy_forbids() -> None:
    code = "".join(path.read_text() for path in DIST.rglob("*js"))
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function|document\.write", code) == []
    assert 'setAttribute("style"' not in code
    assert not re.search(r"history\.(push|replace)State\s*=", code)


def test_sources_import_in_no_circle() -> None:
    sources = {path.with_suffix(""): path for path in (WIDGET / "src").rglob("*.ts*")}
    imported = re.compile(r'^(?:import|export) .*"(\.[^"]+)";$', re.MULTILINE)
    graph = {
        name: {(path.parent / found).resolve() for found in imported.findall(path.read_text())} & sources.keys()
        for name, path in sources.items()
    }
    assert any(graph.values())
    TopologicalSorter(graph).prepare()  # it raises CycleError, which names the circle


def test_lock_file_names_no_place_to_download_from() -> None:
    lock = json.loads((WIDGET / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
