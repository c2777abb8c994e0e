"""Where an index lives on disk, and how a new one takes the place of the old while both are being read.

In `<root>/<workspace>/<locale>/`, `current` names the generation to read and is replaced atomically, `write.lock` is
held by whoever writes (the kernel frees it when they die), and `whoosh-r3-00000007/` is a generation: one index
directory in Whoosh's format, made by recipe 3.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from kb_search.engine import IndexBusy, IndexUnavailable

RECIPE = 3  # raise it whenever analysis or schema change: every older index then asks to be rebuilt
_WORKSPACE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LOCALE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8}){0,4}")
_GENERATION = re.compile(r"([a-z]+-r\d+)-(\d{8})")


@dataclass(frozen=True)
class Home:
    """The place of one workspace's index in one locale."""

    root: Path
    workspace: str
    locale: str

    @property
    def path(self) -> Path:
        """The directory with the pointer, the lock and the generations."""
        return self.root / self.workspace / self.locale

    def current(self, format_name: str) -> Path:
        """The generation to read; raises IndexUnavailable if there is none in this format and of this recipe."""
        name = self._pointer()
        if not name:
            raise self.unavailable("not built yet, or lost")
        match = _GENERATION.fullmatch(name)
        if match is None or match[1] != _kind(format_name):
            raise self.unavailable(f"not of recipe {_kind(format_name)}: {name[:40]!r}")
        return self.path / name

    def begin(self, format_name: str) -> Path:
        """Make an empty directory for the next generation; call it under `writing`."""
        matches = (_GENERATION.fullmatch(entry.name) for entry in self.path.iterdir())
        numbers = [int(match[2]) for match in matches if match]
        directory = self.path / f"{_kind(format_name)}-{max(numbers, default=0) + 1:08}"
        directory.mkdir()
        return directory

    def publish(self, directory: Path) -> None:
        """Let everybody read the directory, surely on disk, from now on; call it under `writing`.

        The generation replaced stays for readers that have just read the pointer, and goes with the next swap.
        """
        previous = self._pointer()
        for file in (*directory.iterdir(), directory):
            sync(file)
        pointer = self.path / "current.new"
        pointer.write_text(directory.name, "ascii")
        sync(pointer)
        pointer.replace(self.path / "current")
        sync(self.path)
        for other in self.path.iterdir():
            if _GENERATION.fullmatch(other.name) and other.name not in (directory.name, previous):
                shutil.rmtree(other, ignore_errors=True)

    def published_at(self) -> int:
        """When the generation to read was published, in nanoseconds; after a loss, names of generations come again."""
        return (self.path / "current").stat().st_mtime_ns

    def size(self) -> int:
        """Bytes on disk, old generations included."""
        total = 0
        for file in self.path.rglob("*"):
            with suppress(FileNotFoundError):  # a commit replaces files at any time
                total += file.stat().st_size
        return total

    def unavailable(self, reason: str) -> IndexUnavailable:
        """The error that asks the caller to rebuild this index."""
        return IndexUnavailable(self.workspace, self.locale, reason)

    @contextmanager
    def writing(self, timeout: float) -> Iterator[None]:
        """Hold the write lock, waiting for it up to `timeout` seconds; raises IndexBusy after that."""
        lock = FileLock(str(self.path / "write.lock"))
        if not try_for(lock.acquire, timeout=timeout, delay=0.02):
            raise IndexBusy(f"search index of {self.workspace}/{self.locale} is being written")
        try:
            yield
        finally:
            lock.release()

    def _pointer(self) -> str:
        try:
            return (self.path / "current").read_text("ascii", "replace").strip()
        except OSError:
            return ""


def home(root: Path, workspace: str, locale: str) -> Home:
    """The place of an index; raises ValueError for names that could lead anywhere else."""
    tag = locale.replace("_", "-").lower()
    if not _WORKSPACE.fullmatch(workspace):
        raise ValueError(f"not a workspace name: {workspace!r}")
    if not _LOCALE.fullmatch(tag):
        raise ValueError(f"not a locale: {locale!r}")
    return Home(root, workspace, tag)


def homes(root: Path, workspace: str) -> list[Home]:
    """The places of every locale the workspace has an index for, by locale."""
    home(root, workspace, "en")
    directory = root / workspace
    names = sorted(entry.name for entry in directory.iterdir()) if directory.is_dir() else []
    return [Home(root, workspace, name) for name in names if _LOCALE.fullmatch(name)]


def _kind(format_name: str) -> str:
    return f"{format_name}-r{RECIPE}"


def sync(path: Path) -> None:
    """Wait until a file, or the names in a directory, are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
