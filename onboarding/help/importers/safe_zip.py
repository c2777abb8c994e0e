"""Zip files that nobody vouches for: read in memory, name by name, never unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO
from zlib import error as ZlibError  # noqa: N812 - the module's own spelling is not an error's name

from onboarding.content.faults import SourceFault, SourceRefused

DAMAGES = (
    *(zipfile.BadZipFile, ZlibError, LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError, OverflowError),
)
"""What the standard library raises over a file that is no zip, or not a whole one."""
MOST_FILES = 50_000
LARGEST_TOTAL = 2 * 1024**3
"""Bytes that all files together may have once they are unpacked."""


class SafeZip:
    """The files of a zip, each with a cap on its size."""

    def __init__(self, file: zipfile.ZipFile, name: str) -> None:
        self._file = file
        self._name = name
        self._infos = {info.filename: info for info in file.infolist() if not info.filename.endswith("/")}

    @property
    def names(self) -> list[str]:
        """Paths of the files, in order."""
        return sorted(self._infos)

    def __contains__(self, name: str) -> bool:
        """Whether there is a file of that path."""
        return name in self._infos

    def size(self, name: str) -> int:
        """Bytes that a file says it has."""
        return self._infos[name].file_size

    def read(self, name: str, *, largest: int) -> bytes:
        """What a file holds.

        Raises:
            SourceRefused: it is larger than `largest` bytes, whatever it says of itself, or damaged.
        """
        try:
            with self._file.open(self._infos[name]) as opened:
                data = opened.read(largest + 1)
        except DAMAGES as error:
            raise self._refused(name, f"cannot be read: {error}") from error
        if len(data) > largest:
            raise self._refused(name, f"is larger than {largest} bytes")
        return data

    def check(self) -> None:
        """Refuse what no archive of ours or of an API's answers would hold; raises SourceRefused."""
        infos = self._file.infolist()
        if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_TOTAL:
            limits = f"{MOST_FILES} files and {LARGEST_TOTAL // 1024**2} MB"
            raise SourceRefused([SourceFault(self._name, 1, f"a zip may hold {limits} at most")])
        seen: set[str] = set()
        for info in infos:
            flaw = _flaw(info) or ("stands twice" if info.filename in seen else None)
            if flaw:
                raise self._refused(info.filename, flaw)
            seen.add(info.filename)

    def close(self) -> None:
        """Read nothing any more."""
        self._file.close()

    def _refused(self, name: str, detail: str) -> SourceRefused:
        return SourceRefused([SourceFault(f"{self._name}/{name}", 1, detail)])


@contextmanager
def open_zip(source: Path | IO[bytes], name: str) -> Iterator[SafeZip]:
    """The files of a zip, until the block ends; raises SourceRefused when it is none, or is not safe to read."""
    opened = kept_open(source, name)
    try:
        yield opened
    finally:
        opened.close()


def kept_open(source: Path | IO[bytes], name: str) -> SafeZip:
    """The files of a zip for as long as anybody refers to them: what is read one by one is not checked each time.

    Raises:
        SourceRefused: it is none, or is not safe to read.
    """
    try:
        file = zipfile.ZipFile(source)
    except DAMAGES as error:
        raise SourceRefused([SourceFault(name, 1, f"is no zip: {error}")]) from error
    opened = SafeZip(file, name)
    try:
        opened.check()
    except SourceRefused:
        opened.close()
        raise
    return opened


def _flaw(info: zipfile.ZipInfo) -> str | None:
    path = PurePosixPath(info.filename)
    if not path.parts or not info.filename.isprintable() or "\\" in info.filename or len(info.filename) > 600:
        return "has a path that cannot be used"
    if path.is_absolute() or ".." in path.parts or ":" in info.filename.partition("/")[0]:
        return "leads out of the zip"
    if info.flag_bits & 1:
        return "is encrypted"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link"
    return None
