"""Damage told as an ordinary exception, whichever way tantivy meets it."""

import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_MAGIC = 1337  # ends every file of a segment, after the length of the footer before it
_TAIL = struct.Struct("<II")
_BLOCK = 1 << 20
CHECKED_FILES = 10_000  # remembered as whole; segments are never changed, only replaced


class DamagedFile(OSError):  # noqa: N818 (a state of the disk)
    """A file is not as it was written."""


class _FaultsAreErrors:
    """A block in which a panic, which only `except BaseException` would catch, is turned into an error."""

    def __enter__(self) -> None:
        """Costs next to nothing: a search has some dozens of such blocks."""

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, _: object) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise DamagedFile(str(problem)) from problem


faults_are_errors = _FaultsAreErrors()


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn the ValueError that tells of a file that cannot be written into the OSError that it is."""
    try:
        yield
    except ValueError as problem:
        raise OSError(str(problem)) from problem


def check(directory: Path) -> None:
    """Compare every file of the segments with the checksum tantivy wrote into it and does not look at itself.

    Without it an altered byte may be taken for a length or an offset. Costs a millisecond for two megabytes, once per
    file and process. Raises DamagedFile or OSError.
    """
    for segment in json.loads((directory / "meta.json").read_bytes())["segments"]:
        for file in directory.glob(f"{segment['segment_id'].replace('-', '')}.*"):
            status = file.stat()
            _check(file, status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(CHECKED_FILES)
def _check(file: Path, _inode: int, size: int, _changed: int) -> None:
    with file.open("rb") as content:
        content.seek(max(0, size - _TAIL.size))
        tail = content.read()
        if len(tail) != _TAIL.size:
            raise DamagedFile(f"{file.name} is cut short")
        footer_bytes, magic = _TAIL.unpack(tail)
        body_bytes = size - _TAIL.size - footer_bytes
        if magic != _MAGIC or body_bytes < 0:
            raise DamagedFile(f"{file.name} has no footer")
        content.seek(body_bytes)
        wanted = json.loads(content.read(footer_bytes))["crc"]
        content.seek(0)
        if _checksum(content, body_bytes) != wanted:
            raise DamagedFile(f"{file.name} is altered")


def _checksum(content: BinaryIO, length: int) -> int:
    checksum = 0
    while length:
        block = content.read(min(_BLOCK, length))
        checksum, length = zlib.crc32(block, checksum), length - len(block)
    return checksum
