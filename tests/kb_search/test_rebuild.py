"""One generation of an index taking the place of another."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from kb_search import Document, IndexBusy, IndexUnavailable
from kb_search.storage.generations import RECIPE
from tests.kb_search.articles import ARTICLES, BANK, INVOICE, WORKSPACE, filled, found
from tests.kb_search.conftest import EngineClass
from tests.patience import PATIENCE


def generations(root: Path) -> list[str]:
    entries = (root / WORKSPACE / "en").iterdir()
    return sorted(entry.name.partition("-")[2] for entry in entries if entry.is_dir())


def test_rebuild_keeps_the_generation_before_for_one_more_swap(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path))

    seen = [generations(tmp_path)]
    for _ in range(3):
        filled(engine)
        seen.append(generations(tmp_path))

    assert seen == [
        [f"r{RECIPE}-00000001"],
        [f"r{RECIPE}-00000001", f"r{RECIPE}-00000002"],
        [f"r{RECIPE}-00000002", f"r{RECIPE}-00000003"],
        [f"r{RECIPE}-00000003", f"r{RECIPE}-00000004"],
    ]


def test_rebuild_is_on_disk_before_it_is_current(
    tmp_path: Path, engine_class: EngineClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power may fail at any time: a pointer on disk must never name files that are not."""
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink().name))
    swap = Path.replace

    def noted(path: Path, to: Path) -> Path:
        synced.append("swap")
        return swap(path, to)

    monkeypatch.setattr(Path, "replace", noted)

    filled(engine_class(tmp_path))

    (generation,) = tmp_path.glob("*/*/*-r*")
    files = {file.name for file in generation.iterdir() if not file.name.endswith((".lock", "_LOCK"))}
    assert len(files) >= 2
    assert set(synced[: synced.index("swap")]) >= {*files, generation.name, "current.new"}
    assert synced[-2:] == ["swap", "en"]


def test_a_failed_rebuild_changes_nothing(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path))

    def broken() -> Iterator[Document]:
        yield BANK
        raise ConnectionError

    with pytest.raises(ConnectionError):
        engine.rebuild(WORKSPACE, "en", broken())

    assert found(engine, "invoice") == [INVOICE.id]
    assert generations(tmp_path) == [f"r{RECIPE}-00000001"]
    filled(engine, BANK)
    assert found(engine, "invoice") == []


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow: the system refuses as it does when the disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("whoosh_litter")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_full_disk_is_an_error_of_the_systems_and_changes_nothing(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path))

    with pytest.raises(OSError, match=r"(?i)too large"), full_disk():
        engine.rebuild(WORKSPACE, "en", [BANK])
    with pytest.raises(IndexUnavailable), full_disk():
        engine.index(WORKSPACE, [BANK])

    assert found(engine, "invoice") == [INVOICE.id]
    assert generations(tmp_path) == [f"r{RECIPE}-00000001"]


def test_rebuild_answers_from_the_old_index_until_it_is_done(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path))
    during: list[list[str]] = []

    def documents() -> Iterator[Document]:
        yield BANK
        during.append(found(engine, "invoice"))

    engine.rebuild(WORKSPACE, "en", documents())

    assert (during, found(engine, "invoice")) == ([[INVOICE.id]], [])


def test_rebuild_reads_its_documents_when_nobody_else_can_write(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path, write_timeout=0))

    def documents() -> Iterator[Document]:
        with pytest.raises(IndexBusy):
            engine.index(WORKSPACE, [INVOICE])
        yield BANK

    assert engine.rebuild(WORKSPACE, "en", documents()) == 1


def test_a_write_during_a_rebuild_lands_in_the_new_index(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path, write_timeout=PATIENCE))
    started = Event()

    def write() -> None:
        started.set()
        engine.index(WORKSPACE, [INVOICE])

    writer = Thread(target=write)

    def documents() -> Iterator[Document]:
        writer.start()
        started.wait()
        yield BANK

    engine.rebuild(WORKSPACE, "en", documents())
    writer.join()

    assert (found(engine, "invoice"), found(engine, "bank")) == ([INVOICE.id], [BANK.id])


def test_a_directory_that_is_not_an_index_is_left_alone(tmp_path: Path, engine_class: EngineClass) -> None:
    filled(engine_class(tmp_path))
    (tmp_path / WORKSPACE / "en" / "notes").mkdir()

    filled(engine_class(tmp_path))

    assert (tmp_path / WORKSPACE / "en" / "notes").is_dir()
    assert len(ARTICLES) == engine_class(tmp_path).stats(WORKSPACE)[0].documents
