"""What a database of either kind can hold of the JSON values that come in: not all that JSON's grammar allows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SMALLEST, LARGEST = -(2**63), 2**64 - 1
DEEPEST = 253
"""Lists and objects within each other: one less than the encoder can write, for the object that holds them."""
NUL = "a text cannot hold NUL or half a surrogate pair"
LONG_INTEGER = "an integer has 64 bits at most"
NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Unstorable:
    """A place in a JSON value that cannot be stored: where (JSON pointer) and why."""

    pointer: str
    detail: str

    def __str__(self) -> str:
        return f"{self.pointer}: {self.detail}" if self.pointer else self.detail


def unstorable(value: Any) -> Unstorable | None:
    """The first place that PostgreSQL or SQLite could not store or would store as something else; None when all can be.

    NUL and lone surrogates in texts and keys, integers over 64 bits, numbers that are not finite, nesting without
    end, and whatever is no JSON value at all.
    """
    pending: list[tuple[str, int, Any]] = [("", 0, value)]
    while pending:
        pointer, depth, each = pending.pop()
        flaw = _flaw_of(each, depth)
        if flaw is not None:
            return Unstorable(pointer, flaw)
        inner = _inside(each)
        pending += reversed([(f"{pointer}/{pointer_token(key)}", depth + 1, child) for key, child in inner])
    return None


def pointer_token(key: object) -> str:
    """A key or index as a part of a JSON pointer (RFC 6901)."""
    return str(key).replace("~", "~0").replace("/", "~1")


def _inside(value: Any) -> Iterable[tuple[object, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _flaw_of(value: Any, depth: int) -> str | None:
    if isinstance(value, dict | list):
        if depth >= DEEPEST:
            return f"lists and objects can lie {DEEPEST} deep in each other at most"
        return next(filter(None, map(_flaw_of_key, value)), None) if isinstance(value, dict) else None
    return _flaw_of_scalar(value)


def _flaw_of_key(key: Any) -> str | None:
    return _flaw_of_scalar(key) if isinstance(key, str) else f"a key is a text, not {key!r}"


def _flaw_of_scalar(value: Any) -> str | None:
    match value:
        case None | bool():
            return None
        case str():
            return NUL if NO_TEXT.search(value) else None
        case int():
            return None if SMALLEST <= value <= LARGEST else LONG_INTEGER
        case float():
            return None if math.isfinite(value) else "a number is finite"
        case _:
            return f"a {type(value).__name__} is no JSON value"
