"""What is left of an index when the power goes: what `fsync` has put on disk, and nothing else."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kb_search import SearchEngine, WhooshEngine
from kb_search.storage.generations import home
from tests.kb_search.articles import BANK, INVOICE, WORKSPACE, filled, found

# Tantivy calls fsync itself, from Rust, where a test cannot watch it.


@dataclass
class Platters:
    """What is surely on disk, by inode: of a file what it holds, of a folder the names in it."""

    fsync: Callable[[int], None]
    files: dict[int, bytes] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=dict)
    after_each: Callable[[], None] = lambda: None

    def sync(self, handle: int) -> None:
        """Stand in for `os.fsync`."""
        self.fsync(handle)
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            self.folders[about.st_ino] = {name: os.stat(name, dir_fd=handle).st_ino for name in os.listdir(handle)}
        else:
            self.files[about.st_ino] = os.pread(handle, about.st_size, 0)
        self.after_each()

    def recover(self, folder: Path, into: Path) -> None:
        """Write down what is left of a folder."""
        into.mkdir(parents=True)
        for name, inode in self.folders.get(folder.stat().st_ino, {}).items():
            if inode in self.folders:
                self.recover(folder / name, into / name)
            else:
                (into / name).write_bytes(self.files.get(inode, b""))


@pytest.fixture
def platters(monkeypatch: pytest.MonkeyPatch) -> Platters:
    platters = Platters(os.fsync)
    monkeypatch.setattr(os, "fsync", platters.sync)
    return platters


def change_title(engine: SearchEngine) -> None:
    engine.index(WORKSPACE, [replace(INVOICE, title="Offer")])


def delete_and_add(engine: SearchEngine) -> None:
    engine.delete(WORKSPACE, [INVOICE.id])
    engine.index(WORKSPACE, [replace(BANK, id="art_new", title="Offer")])


@pytest.mark.parametrize("change", [change_title, delete_and_add])
def test_a_commit_that_is_done_survives_a_loss_of_power(
    tmp_path: Path, platters: Platters, change: Callable[[SearchEngine], None]
) -> None:
    engine = filled(WhooshEngine(tmp_path / "before"))
    change(engine)
    expected = [found(engine, word) for word in ("offer", "invoice")]
    assert expected[0]

    places = [home(tmp_path / root, WORKSPACE, "en").path for root in ("before", "after")]
    platters.recover(*places)

    assert [found(WhooshEngine(tmp_path / "after"), word) for word in ("offer", "invoice")] == expected


def test_a_commit_is_whole_or_not_there_whenever_the_power_goes(tmp_path: Path, platters: Platters) -> None:
    engine = filled(WhooshEngine(tmp_path / "before"))
    states: list[list[str]] = []

    def lose_power() -> None:
        root = tmp_path / f"after-{len(states)}"
        platters.after_each = lambda: None
        platters.recover(*(home(each, WORKSPACE, "en").path for each in (tmp_path / "before", root)))
        states.append(found(WhooshEngine(root), "offer"))
        platters.after_each = lose_power

    platters.after_each = lose_power
    change_title(engine)

    assert len(states) >= 3
    assert states == [[]] * (len(states) - 1) + [[INVOICE.id]]
