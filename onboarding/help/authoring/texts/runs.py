"""What two sequences have in common: runs that are the same in both, and what stands in the place of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum


class Change(StrEnum):
    """What became of a line, or of a piece of one."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    SKIPPED = "skipped"
    """Lines that are as they were and not shown."""
    OMITTED = "omitted"
    """Changed lines that are not shown, because there are too many."""


Run = tuple[Change, Sequence[str], Sequence[str]]


def runs(old: Sequence[str], new: Sequence[str], *, most: int) -> Iterator[Run]:
    """Runs of both that are the same (KEPT), or stand in the place of each other (REMOVED).

    Args:
        old: what there was.
        new: what there is.
        most: how many of both are compared; of more, all between what they begin and end with alike is replaced.
    """
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    if head:
        yield Change.KEPT, old[:head], new[:head]
    yield from _between(old[head : len(old) - tail], new[head : len(new) - tail], most)
    if tail:
        yield Change.KEPT, old[-tail:], new[-tail:]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (was, now) in pairs if was != now), min(len(old), len(new)))


def _between(old: Sequence[str], new: Sequence[str], most: int) -> Iterator[Run]:
    if len(old) + len(new) > most:
        yield Change.REMOVED, old, new
        return
    for tag, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        yield Change.KEPT if tag == "equal" else Change.REMOVED, old[first:last], new[start:end]
