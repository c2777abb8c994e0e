"""What is wrong with files that an author wrote, and where; a folder with faults is refused as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SourceFault:
    """What is to be said of a place in a file: its path, its line (from 1), its JSON pointer if it has one."""

    file: str
    line: int
    detail: str
    pointer: str = ""

    def __str__(self) -> str:
        place = f"{self.pointer}: " if self.pointer else ""
        return f"{self.file}:{self.line}: {place}{self.detail}"


class SourceRefused(Exception):  # noqa: N818 - a state the author mends, not a failure of ours
    """Something in a folder cannot be used; nothing of it was stored."""

    def __init__(self, faults: Sequence[SourceFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
