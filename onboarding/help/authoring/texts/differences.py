"""What changed between two versions of a text: line by line, and inside a changed line word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from onboarding.help.writing.words import Words

CONTEXT = 2
"""Lines shown around a change that are as they were."""
MOST_LINES = 4_000
"""Lines that are compared; longer texts are shown as replaced."""
MOST_PIECES = 600
"""Words of a line that are compared; a longer one is shown as replaced."""
LIKE = 0.4
"""How much of a line has to stay for its words to be compared."""
PIECES = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What became of a line, or of a piece of one."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    SKIPPED = "skipped"
    """Lines that are as they were and not shown."""


Piece = tuple[str, Change]


@dataclass(frozen=True)
class Line:
    """A line of a comparison."""

    change: Change
    pieces: tuple[Piece, ...]
    """What it says; those that are not kept are where it differs from its counterpart."""
    count: int = 1
    """How many lines it stands for; more than one when they are skipped."""


@dataclass(frozen=True)
class Difference:
    """What changed in one field of a text."""

    field: str
    lines: tuple[Line, ...]


def differences(before: Words, after: Words) -> tuple[Difference, ...]:
    """What changed in each field; fields that are as they were are left out."""
    fields = {
        "Title": (before.title, after.title),
        "Description": (before.description, after.description),
        "Keywords": (", ".join(before.keywords), ", ".join(after.keywords)),
        "Text": (before.markdown, after.markdown),
    }
    return tuple(Difference(name, compare(old, new)) for name, (old, new) in fields.items() if old != new)


def compare(before: str, after: str) -> tuple[Line, ...]:
    """The lines of both texts in order, each once, with what became of it."""
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    lines: list[Line] = []
    for change, removed, added in _runs(old, new, MOST_LINES):
        if change is Change.KEPT:
            lines += [Line(Change.KEPT, ((line, Change.KEPT),)) for line in removed]
        else:
            lines += _replaced(removed, added)
    return tuple(_shortened(lines))


def _runs(old: Sequence[str], new: Sequence[str], most: int) -> Iterator[tuple[Change, Sequence[str], Sequence[str]]]:
    """Runs of both that are the same (KEPT), or stand in the place of each other (REMOVED)."""
    if len(old) + len(new) > most:
        yield Change.REMOVED, old, new
        return
    for tag, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        yield Change.KEPT if tag == "equal" else Change.REMOVED, old[first:last], new[start:end]


def _replaced(removed: Sequence[str], added: Sequence[str]) -> Iterator[Line]:
    """Lines that went, then those that came; of each pair that is alike, with where they differ."""
    pairs = [_words(old, new) for old, new in zip(removed, added, strict=False)]
    for place, line in enumerate(removed):
        yield Line(Change.REMOVED, pairs[place][0] if place < len(pairs) else ((line, Change.REMOVED),))
    for place, line in enumerate(added):
        yield Line(Change.ADDED, pairs[place][1] if place < len(pairs) else ((line, Change.ADDED),))


def _words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    before, after = PIECES.findall(old), PIECES.findall(new)
    whole = ((old, Change.REMOVED),), ((new, Change.ADDED),)
    if len(before) + len(after) > MOST_PIECES or SequenceMatcher(None, before, after).ratio() < LIKE:
        return whole
    left: list[Piece] = []
    right: list[Piece] = []
    for change, removed, added in _runs(before, after, MOST_PIECES):
        if removed:
            left.append(("".join(removed), change))
        if added:
            right.append(("".join(added), Change.KEPT if change is Change.KEPT else Change.ADDED))
    return tuple(left), tuple(right)


def _shortened(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without those far from every change."""
    changed = [place for place, line in enumerate(lines) if line.change is not Change.KEPT]
    near = {place + step for place in changed for step in range(-CONTEXT, CONTEXT + 1)}
    skipped = 0
    for place, line in enumerate(lines):
        if place not in near:
            skipped += 1
            continue
        if skipped:
            yield Line(Change.SKIPPED, (), skipped)
            skipped = 0
        yield line
    if skipped:
        yield Line(Change.SKIPPED, (), skipped)
