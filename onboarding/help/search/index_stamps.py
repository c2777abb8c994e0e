"""Which edition of the articles each search index was made of, and the lock that lets one process at a time say so."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EDITION = re.compile(r"[a-z0-9_]{1,36}")


class IndexBeingWritten(Exception):  # noqa: N818 - a state to wait out
    """Another thread or process is bringing this index up to date."""


class IndexStamps:
    """Files named after workspace and language, each with an edition; makes no folder before it writes one."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, workspace: str, locale: str) -> str:
        """The index's edition; empty when it was never made, or the file holds none."""
        try:
            edition = self._path(workspace, locale).read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return ""
        return edition if EDITION.fullmatch(edition) else ""

    def write(self, workspace: str, locale: str, edition: str) -> None:
        """Say of which edition the index is now, once it is surely on disk as that; only under `locked`."""
        path = self._path(workspace, locale)
        fresh = path.with_suffix(".new")
        fresh.write_text(edition, "ascii")
        # Not synced: when a loss of power takes it back, changes are applied once more.
        fresh.replace(path)

    def remove(self, workspace: str, locale: str) -> None:
        """Say that there is no index any more."""
        self._path(workspace, locale).unlink(missing_ok=True)

    def locales(self, workspace: str) -> list[str]:
        """Languages for which there is an index."""
        folder = self._root / workspace
        return sorted(path.name for path in folder.iterdir() if not path.suffix) if folder.is_dir() else []

    @contextmanager
    def locked(self, workspace: str, locale: str, *, wait: bool) -> Iterator[None]:
        """Be the only one who writes this index; raises IndexBeingWritten when another is and `wait` is false."""
        path = self._path(workspace, locale).with_suffix(".lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise IndexBeingWritten from error
            yield

    def _path(self, workspace: str, locale: str) -> Path:
        return self._root / workspace / locale
