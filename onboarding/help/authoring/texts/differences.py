"""What changed between two versions of a text: line by line, and inside a changed line word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onboarding.help.authoring.texts.changed_words import Piece, changed_words
from onboarding.help.authoring.texts.runs import Change, Run, runs
from onboarding.help.writing.words import Words

CONTEXT = 2
"""Lines shown around a change that are as they were."""
MOST_LINES = 4_000
"""Lines that are compared; what is longer is shown as replaced between the first and the last that differ."""
MOST_SHOWN = 400
"""Changed lines of a field that are shown; those after them are counted."""


@dataclass(frozen=True)
class Line:
    """A line of a comparison."""

    change: Change
    pieces: tuple[Piece, ...]
    """What it says; those that are not kept are where it differs from its counterpart."""
    count: int = 1
    """How many lines it stands for; more than one when they are skipped or omitted."""


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


def compare(before: str, after: str, *, most: int = MOST_SHOWN) -> tuple[Line, ...]:
    """The lines of both texts in order, each once, with what became of it.

    Of changed lines the first `most` are shown; the last line then says how many more there are.
    """
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    found = list(runs(old, new, most=MOST_LINES))
    changed = sum(len(removed) + len(added) for change, removed, added in found if change is not Change.KEPT)
    lines = list(_shortened(list(_shown(found, most))))
    omitted = changed - sum(line.change in (Change.REMOVED, Change.ADDED) for line in lines)
    return (*lines, Line(Change.OMITTED, (), omitted)) if omitted else tuple(lines)


def _shown(found: Iterable[Run], room: int) -> Iterator[Line]:
    """The lines of runs, until `room` of them are changed ones; of a run that does not fit, some of each side."""
    for change, removed, added in found:
        if change is Change.KEPT:
            yield from (Line(Change.KEPT, ((line, Change.KEPT),)) for line in removed)
            continue
        if not room:
            return
        went = removed[: max(room - len(added), room // 2)]
        came = added[: room - len(went)]
        room -= len(went) + len(came)
        yield from _replaced(went, came)


def _replaced(removed: Sequence[str], added: Sequence[str]) -> Iterator[Line]:
    """Lines that went, then those that came; of each pair that is alike, with where they differ."""
    pairs = [changed_words(old, new) for old, new in zip(removed, added, strict=False)]
    for place, line in enumerate(removed):
        yield Line(Change.REMOVED, pairs[place][0] if place < len(pairs) else ((line, Change.REMOVED),))
    for place, line in enumerate(added):
        yield Line(Change.ADDED, pairs[place][1] if place < len(pairs) else ((line, Change.ADDED),))


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
