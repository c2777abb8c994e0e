"""Processes killed while they write, and several that write at once."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from kb_search import Document, Query
from tests.kb_search.articles import WORKSPACE, found
from tests.kb_search.conftest import EngineClass

IDS = tuple(f"art_{number}" for number in range(40))
ROOT = Path(__file__).parents[2]
KILLS = 12

pytestmark = pytest.mark.fault

# Each commit gives all documents the next version, and is acknowledged by a line once it is done.
COMMITTING = """
import sys
from itertools import count
from pathlib import Path
from tests.kb_search.articles import WORKSPACE
from tests.kb_search.conftest import ENGINES
from tests.kb_search.test_crashes import documents

engine = ENGINES[sys.argv[1]](Path(sys.argv[2]))
for version in count(int(sys.argv[3])):
    if sys.argv[4] == "index":
        engine.index(WORKSPACE, documents(version))
    else:
        engine.rebuild(WORKSPACE, "en", documents(version))
    print(version, flush=True)
"""
ADDING = """
import sys
from pathlib import Path
from kb_search import Document
from tests.kb_search.articles import WORKSPACE
from tests.kb_search.conftest import ENGINES

engine = ENGINES[sys.argv[1]](Path(sys.argv[2]), write_timeout=600)
for number in range(10):
    engine.index(WORKSPACE, [Document(f"{sys.argv[3]}-{number}", "en", "Invoice")])
"""


def documents(version: int) -> list[Document]:
    return [Document(id_, "en", f"Title {id_}", "invoice " * 50, version=str(version)) for id_ in IDS]


def started(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed_after(process: subprocess.Popen[str], commits: int) -> int:
    """Kill the process after some acknowledged commits and return the version of the last one it told of."""
    assert process.stdout is not None
    with process:
        for _ in range(commits):
            process.stdout.readline()
        process.kill()
        rest = process.stdout.read().split()
    return int(rest[-1]) if rest else -1


@pytest.mark.parametrize("write", ["index", "rebuild"])
def test_a_killed_writer_leaves_the_old_state_or_the_new(
    tmp_path: Path, engine_name: str, engine_class: EngineClass, write: str
) -> None:
    chance = random.Random(7)
    engine_class(tmp_path).rebuild(WORKSPACE, "en", documents(0))
    version = 0

    for _ in range(KILLS):
        process = started(COMMITTING, engine_name, tmp_path, version + 1, write)
        told = max(version, killed_after(process, chance.randrange(1, 4)))

        engine = engine_class(tmp_path)  # as a process that knows nothing of the one that died
        held = [
            candidate
            for candidate in (told, told + 1, told + 2, told + 3, told + 4)
            if not engine.verify(WORKSPACE, "en", dict.fromkeys(IDS, str(candidate)))
        ]
        assert len(held) == 1
        assert engine.search(WORKSPACE, Query("invoice", "en")).total == len(IDS)
        version = held[0] + 1
        engine.index(WORKSPACE, documents(version))  # nothing the dead process held is in the way
        assert not engine.verify(WORKSPACE, "en", dict.fromkeys(IDS, str(version)))


def test_a_killed_rebuild_leaves_no_litter_behind_for_long(
    tmp_path: Path, engine_name: str, engine_class: EngineClass
) -> None:
    engine = engine_class(tmp_path)
    killed_after(started(COMMITTING, engine_name, tmp_path, 1, "rebuild"), 2)

    engine.rebuild(WORKSPACE, "en", documents(0))

    entries = {entry.name for entry in (tmp_path / WORKSPACE / "en").iterdir()}
    assert {"current", "write.lock"} <= entries
    assert len(entries) == 4  # the generation in use and the one before


def test_several_processes_write_to_one_index(tmp_path: Path, engine_name: str, engine_class: EngineClass) -> None:
    engine = engine_class(tmp_path)
    engine.rebuild(WORKSPACE, "en", ())
    writers = [started(ADDING, engine_name, tmp_path, name) for name in ("a", "b", "c")]

    seen = 0
    while any(writer.poll() is None for writer in writers):
        total = engine.search(WORKSPACE, Query("invoices", "en")).total
        assert total >= seen
        seen = total

    assert [writer.wait() for writer in writers] == [0, 0, 0]
    for writer in writers:
        writer.communicate()
    wanted = {f"{name}-{number}" for name in "abc" for number in range(10)}
    assert not engine.verify(WORKSPACE, "en", dict.fromkeys(wanted, ""))
    assert len(found(engine, "invoice")) == 8
