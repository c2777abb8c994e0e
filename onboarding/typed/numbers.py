"""Whole numbers somebody typed."""

from __future__ import annotations


def whole_number(text: str, *, least: int = 0, most: int) -> int | None:
    """The number that digits alone spell, when it lies from `least` to `most`; None for every other text.

    `int` alone would read the digits of any script, and raise for more than 4,300 of them.
    """
    digits = text.lstrip("0") or text[:1]
    if not (text.isascii() and text.isdigit()) or len(digits) > len(str(most)):
        return None
    number = int(digits)
    return number if least <= number <= most else None
