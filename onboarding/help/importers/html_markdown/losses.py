"""What HTML held that Markdown cannot say; every kind has a name that reads after its number."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Loss(StrEnum):
    """A kind of thing that was lost."""

    SCRIPT = "scripts"
    STYLE = "inline styles"
    STYLE_SHEET = "style sheets"
    FRAME = "embedded pages, now links"
    VIDEO = "videos and sounds, now links"
    UNNAMED_EMBEDDING = "embedded things without an address"
    DRAWING = "drawings in the text (svg, canvas)"
    FORMULA = "formulas (math)"
    FORM = "form fields and buttons"
    IMAGE = "images without an address"
    LINK = "links that nobody could follow"
    MARK = "underlined or highlighted words"
    SCRIPTED = "raised or lowered characters"
    MERGED_CELL = "table cells over several rows or columns"
    NESTED_TABLE = "tables within tables"
    TABLE_HEAD = "tables without a heading row, whose first row is one now"
    LARGE_TABLE = "tables too large, now paragraphs"
    PRIVATE_NOTE = "private notes, left out"


OF_TAG = {
    "button": Loss.FORM,
    "canvas": Loss.DRAWING,
    "input": Loss.FORM,
    "ins": Loss.MARK,
    "mark": Loss.MARK,
    "math": Loss.FORMULA,
    "meter": Loss.FORM,
    "progress": Loss.FORM,
    "script": Loss.SCRIPT,
    "select": Loss.FORM,
    "style": Loss.STYLE_SHEET,
    "sub": Loss.SCRIPTED,
    "sup": Loss.SCRIPTED,
    "svg": Loss.DRAWING,
    "textarea": Loss.FORM,
    "u": Loss.MARK,
}
"""What an element's loss is called, where the element alone says that something is lost."""
Losses = Counter[Loss]


def listed(losses: Losses) -> str:
    """The losses of an article in a line: `1 scripts, 2 inline styles`."""
    return ", ".join(f"{count} {loss.value}" for loss, count in sorted(losses.items()) if count)
