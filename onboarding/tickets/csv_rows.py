"""Rows of a CSV file as people export them: with a BOM or without, commas, semicolons or tabs, quoted line breaks."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import whitespace
from typing import TextIO

DELIMITERS = ",;\t"
BLANK = f'{DELIMITERS}{whitespace}"'
"""Characters of a line in which every cell is empty."""
LONGEST_CELL = 2**31 - 1
"""Characters; the csv module's own limit of 128 KB would end the file at a long text."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row that is not blank."""

    line: int
    """Of the file, counted from 1, where the row begins."""
    cells: tuple[str, ...]


@dataclass(frozen=True)
class CsvFile:
    """An open file: its header, and its rows to be read once."""

    header: tuple[str, ...]
    delimiter: str
    rows: Iterator[CsvRow]


@contextmanager
def open_csv(path: Path, *, known: Collection[str]) -> Iterator[CsvFile]:
    """Read a CSV file with a header line.

    Args:
        path: a file in UTF-8; bytes that are not are kept as lone surrogates, so that only their row is spoilt.
        known: names of columns in lower case, by which the delimiter is recognised.
    """
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        delimiter = _delimiter(stream, known)
        stream.seek(0)
        rows = _rows(stream, delimiter)
        header = next(rows, CsvRow(1, ()))
        yield CsvFile(tuple(cell.strip() for cell in header.cells), delimiter, rows)


def _delimiter(stream: TextIO, known: Collection[str]) -> str:
    """The delimiter under which most cells of the header, the first row that is not blank, are known columns."""
    first = next((line for line in stream if line.strip(BLANK)), "")

    def known_cells(delimiter: str) -> int:
        cells: Iterable[str] = next(csv.reader([first], delimiter=delimiter), ())
        return sum(cell.strip().lower() in known for cell in cells)

    return max(DELIMITERS, key=known_cells)


def _rows(stream: TextIO, delimiter: str) -> Iterator[CsvRow]:
    reader = csv.reader(stream, delimiter=delimiter)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield CsvRow(line, tuple(cells))
        line = reader.line_num + 1
