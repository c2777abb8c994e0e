"""Saved answers of an API: a file of JSON or JSON lines, a folder or a zip of such files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.safe_zip import open_zip

LARGEST = 200 * 1024 * 1024
"""Bytes of one file."""
SUFFIXES = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True)
class Answer:
    """A JSON value, and the file it stands in."""

    file: str
    value: Any


def read_answers(path: Path) -> list[Answer]:
    """Every answer below `path`, in the order of the files' names.

    Raises:
        SourceRefused: there is none, or one cannot be read; all such files are listed.
    """
    faults: list[SourceFault] = []
    answers: list[Answer] = []
    for file, data in _files(path, faults):
        try:
            answers += _values(file, data)
        except SourceRefused as refusal:
            faults += refusal.faults
    if not answers and not faults:
        faults = [SourceFault(path.name, 1, f"holds no answers of an API ({', '.join(SUFFIXES)})")]
    if faults:
        raise SourceRefused(faults)
    return answers


def _files(path: Path, faults: list[SourceFault]) -> Iterator[tuple[str, bytes]]:
    if path.suffix.lower() == ".zip" and path.is_file():
        with open_zip(path, path.name) as archive:
            for name in archive.names:
                if PurePosixPath(name).suffix.lower() in SUFFIXES:
                    yield name, archive.read(name, largest=LARGEST)
        return
    for each in sorted(path.rglob("*")) if path.is_dir() else [path]:
        file = each.relative_to(path).as_posix() if each != path else each.name
        if each.suffix.lower() not in SUFFIXES or file.startswith(".") or not each.is_file():
            continue
        try:
            if each.stat().st_size > LARGEST:
                faults.append(SourceFault(file, 1, f"is larger than {LARGEST} bytes"))
            else:
                yield file, each.read_bytes()
        except OSError as error:
            faults.append(SourceFault(file, 1, f"cannot be read: {error.strerror}"))


def _values(file: str, data: bytes) -> list[Answer]:
    if file.lower().endswith(".json"):
        return [Answer(file, _value(file, 1, data.removeprefix(b"\xef\xbb\xbf")))]
    lines = enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1)
    return [Answer(f"{file}:{number}", _value(file, number, line)) for number, line in lines if line.strip()]


def _value(file: str, line: int, data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise SourceRefused([SourceFault(file, line + error.lineno - 1, f"is not JSON: {error.msg}")]) from error


def objects_in(answers: Iterable[Answer]) -> Iterator[Answer]:
    """The JSON objects of the answers; a list at the top stands for its objects."""
    for answer in answers:
        for value in answer.value if isinstance(answer.value, list) else [answer.value]:
            if isinstance(value, dict):
                yield Answer(answer.file, value)
