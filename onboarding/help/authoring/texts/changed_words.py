"""Where two lines differ, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from onboarding.help.authoring.texts.runs import Change, runs

Piece = tuple[str, Change]

MOST_PIECES = 600
"""Words of a line and its counterpart that are compared; longer ones are shown as replaced."""
LIKE = 0.4
"""How much of a line has to stay for its words to be compared."""
PIECES = re.compile(r"\w+|\s+|[^\w\s]")


def changed_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces; those that are not kept are where they differ."""
    before, after = PIECES.findall(old), PIECES.findall(new)
    if len(before) + len(after) > MOST_PIECES or SequenceMatcher(None, before, after).ratio() < LIKE:
        return ((old, Change.REMOVED),), ((new, Change.ADDED),)
    left: list[Piece] = []
    right: list[Piece] = []
    for change, removed, added in runs(before, after, most=MOST_PIECES):
        if removed:
            left.append(("".join(removed), change))
        if added:
            right.append(("".join(added), Change.KEPT if change is Change.KEPT else Change.ADDED))
    return tuple(left), tuple(right)
