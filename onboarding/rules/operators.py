"""How a trait is compared with a value: each operator with the check of the values it takes.

An operator that has passed its check answers for every JSON value a trait may have; it never raises.
True and 1 are different values, as they are in JSON.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Operator:
    """One way of comparing."""

    holds: Callable[[Any, Any], bool]
    """Whether it is true of a trait (None when there is none) and a value that passed the check."""
    check_value: Callable[[Any], bool]
    """Whether it can compare with a value."""
    takes: str
    """The values that pass the check, in words."""


def same(actual: Any, wanted: Any) -> bool:
    """Whether two JSON values are the same; `wanted` is no list and no object."""
    return isinstance(actual, bool) is isinstance(wanted, bool) and bool(actual == wanted)


def is_number(value: Any) -> bool:
    """Whether a JSON value is a finite number."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _contains(actual: Any, wanted: Any) -> bool:
    if isinstance(actual, str):
        return isinstance(wanted, str) and wanted in actual
    return isinstance(actual, list) and any(same(each, wanted) for each in actual)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | bool) or is_number(value)


def _are_scalars(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_scalar, value))


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


SCALAR = "a text, a number, true or false"

OPERATORS: Mapping[str, Operator] = {
    "is": Operator(same, _is_scalar, SCALAR),
    "is_not": Operator(lambda actual, wanted: not same(actual, wanted), _is_scalar, SCALAR),
    "one_of": Operator(
        lambda actual, wanted: any(same(actual, each) for each in wanted),
        _are_scalars,
        "a list of texts, numbers, true or false",
    ),
    "contains": Operator(_contains, _is_scalar, SCALAR),
    "at_least": Operator(lambda actual, wanted: is_number(actual) and actual >= wanted, is_number, "a number"),
    "at_most": Operator(lambda actual, wanted: is_number(actual) and actual <= wanted, is_number, "a number"),
    "exists": Operator(lambda actual, wanted: (actual is not None) == wanted, _is_truth, "true or false"),
}
