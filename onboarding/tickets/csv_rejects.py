"""Rows that were not stored, written to a file of their own: nothing is lost, and once put right it can be imported."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from onboarding.tickets.csv_rows import CsvFile, CsvRow

REJECT_COLUMNS = ("Handrail line", "Handrail reason")
"""Come before the file's own columns; an import passes over them."""


@contextmanager
def keep_rejects(file: CsvFile, path: Path | None) -> Iterator[Callable[[CsvRow, str], None]]:
    """A function that writes a row of `file` with the reason to `path`; the file is made with the first of them."""
    with ExitStack() as stack:
        stream: TextIO | None = None

        def keep(row: CsvRow, reason: str) -> None:
            nonlocal stream
            if path is None:
                return
            if stream is None:
                stream = stack.enter_context(_created(path))
                csv.writer(stream, delimiter=file.delimiter).writerow([*REJECT_COLUMNS, *file.header])
            csv.writer(stream, delimiter=file.delimiter).writerow([row.line, reason, *row.cells])

        yield keep


def _created(path: Path) -> TextIO:
    # The row's own bytes are written back, also those that were no UTF-8.
    return path.open("w", encoding="utf-8", errors="surrogateescape", newline="")
