"""What can be stored: the same on both databases, and it comes back as it was."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import orjson
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import literal, select

from onboarding.store import db
from onboarding.store.storable import DEEPEST, LARGEST, SMALLEST, unstorable
from onboarding.store.types import Json


def nested(levels: int, inner: Any = None) -> Any:
    value: Any = inner
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


LIMITS: list[Any] = [
    {},
    [],
    "",
    "\U0001f600 \ufffd \ufeff \x01 \\u0000",
    {"": "", "a/b~c": [None, True, False, 0, -1.5]},
    SMALLEST,
    LARGEST,
    1.7976931348623157e308,
    5e-324,
    nested(DEEPEST),
]


@pytest.mark.parametrize("value", LIMITS, ids=range(len(LIMITS)))
def test_what_can_be_stored_comes_back_as_it_was(app: Flask, value: Any) -> None:
    assert unstorable(value) is None
    assert db.session.scalar(select(literal({"held": value}, Json))) == {"held": value}


@pytest.mark.parametrize(
    ("value", "pointer", "detail"),
    [
        ("a\0b", "", "NUL"),
        ("\ud800", "", "half a surrogate pair"),
        ("\ud83d\ude00", "", "half a surrogate pair"),
        ({"a": ["b", {"c/d~e": "\0"}]}, "/a/1/c~1d~0e", "NUL"),
        ({"a": {"b\0": 1}}, "/a", "NUL"),
        ({"a": {"\udfff": 1}}, "/a", "half a surrogate pair"),
        ({"a": 1, 5: 2}, "", "a key is a text, not 5"),
        ([LARGEST + 1], "/0", "64 bits"),
        ([SMALLEST - 1], "/0", "64 bits"),
        ([10**5000], "/0", "64 bits"),
        ([math.inf], "/0", "finite"),
        ([-math.inf], "/0", "finite"),
        ([math.nan], "/0", "finite"),
        ([b"a"], "/0", "a bytes is no JSON value"),
        ([dt.date(2026, 3, 10)], "/0", "a date is no JSON value"),
        ((1,), "", "a tuple is no JSON value"),
        (["ok", "\0", "\ud800"], "/1", "NUL"),
    ],
)
def test_what_cannot_be_stored_says_where_and_why(value: Any, pointer: str, detail: str) -> None:
    found = unstorable(value)
    assert found is not None
    assert found.pointer == pointer
    assert detail in found.detail
    assert detail in str(found)


def test_what_lies_too_deep_cannot_be_stored() -> None:
    found = unstorable(nested(DEEPEST + 1))
    assert found is not None
    assert found.detail == f"lists and objects can lie {DEEPEST} deep in each other at most"
    assert unstorable(nested(100_000)) is not None


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=3)
    | st.binary(max_size=1),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=2), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(ANYTHING)
def test_everything_is_found_that_would_not_come_back_from_json(value: Any) -> None:
    try:
        encoded = orjson.dumps(value)
        survives = orjson.loads(encoded) == value and b"\\u0000" not in encoded.replace(b"\\\\", b"")
    except TypeError:
        survives = False
    assert (unstorable(value) is None) is survives
