"""YAML as an author writes it: JSON values with their lines, or one error that says where."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.content.located_yaml import DEEPEST, Located, Unreadable, parse
from onboarding.store.storable import unstorable

PLAIN: list[tuple[str, Any]] = [
    ("", None),
    ("# only a remark", None),
    ("a", "a"),
    ("- 1\n- -2.5\n- true\n- null\n- 'x'", [1, -2.5, True, None, "x"]),
    ("{a: {b: [c]}}", {"a": {"b": ["c"]}}),
    ("day: 2026-03-10", {"day": "2026-03-10"}),
    ("day: 2026-02-31 25:00:00", {"day": "2026-02-31 25:00:00"}),
    ("no: yes\n5: 6\n~: x\n2026-03-10: y", {"no": True, "5": 6, "~": "x", "2026-03-10": "y"}),
    ("=: =\n<<: {a: b}", {"=": "=", "<<": {"a": "b"}}),
    ("a: &name b", {"a": "b"}),
    ("\ufeffa: 1", {"a": 1}),
    ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
]


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_plain_yaml_is_read_as_json_values(text: str, value: Any) -> None:
    assert parse(text).value == value


def test_lists_lie_as_deep_as_allowed() -> None:
    assert parse("[" * DEEPEST + "]" * DEEPEST).value is not None


def test_every_value_has_the_line_it_stands_in() -> None:
    located = parse("a: 1\nb:\n  - c\n  -\n    d/e: f\n    ~g: h\n")
    assert dict(located.lines) == {"": 1, "/a": 1, "/b": 2, "/b/0": 3, "/b/1": 5, "/b/1/d~1e": 5, "/b/1/~0g": 6}
    assert located.line("/b/1/~0g/deeper/still") == 6
    assert located.line("/missing") == 1


@pytest.mark.parametrize(
    ("text", "line", "pointer", "detail"),
    [
        ("a: [", 1, "", "expected the node content"),
        ("a: 1\n---\nb: 2", 2, "", "another document"),
        ("a: 1\n\n b: 2", 3, "", "mapping values are not allowed"),
        ("%YAML 3.0\n---\na", 1, "", "incompatible YAML"),
        ("a: 1\nb: \x07", 2, "", "the character U+0007 cannot be used"),
        ("a: 1\nb: \0", 2, "", "the character U+0000 cannot be used"),
        ("a: 1\nb: \ud800", 2, "", "the character U+D800 cannot be used"),
        ("a: &a\n  - *a", 2, "", "aliases cannot be used here"),
        ("a: &a x\nb: *a", 2, "", "aliases cannot be used here"),
        ("a: 1\nb: !!binary aGk=", 2, "", "tags (!…) cannot be used here"),
        ("a: !!python/object:os.system x", 1, "", "tags (!…) cannot be used here"),
        ("!!set {a: b}", 1, "", "tags (!…) cannot be used here"),
        ("a: 1\n? [b]\n: c", 2, "", "a key is a text"),
        ("a:\n  ? {b: c}\n  : d", 2, "/a", "a key is a text"),
        ("a:\n  b: 1\n  b: 2", 3, "/a", "the key 'b' stands twice"),
        ("a: {1: b, '1': c}", 1, "/a", "the key '1' stands twice"),
        ("a:\n  b: 18446744073709551616", 2, "/a/b", "64 bits"),
        ("a:\n  b: " + "9" * 5_000, 2, "/a/b", "is not a number"),
        ("a:\n  b: 0x_", 2, "/a/b", "'0x_' is not a number"),
        ("a: [1, .inf]", 1, "/a/1", "a number is finite"),
        ("a: .NaN", 1, "/a", "a number is finite"),
        ("a: 1.0e+400", 1, "/a", "a number is finite"),
        ('a: "\\0"', 1, "/a", "NUL"),
        ('a: "\\ud800"', 1, "/a", "half a surrogate pair"),
        ('a:\n  "\\0": 1', 2, "/a", "NUL"),
        ("\n" + "[" * (DEEPEST + 1), 2, "", f"{DEEPEST} deep in each other at most"),
        ("{a: " * 10_000, 1, "", f"{DEEPEST} deep in each other at most"),
    ],
)
def test_what_is_not_plain_yaml_says_where_and_why(text: str, line: int, pointer: str, detail: str) -> None:
    with pytest.raises(Unreadable) as raised:
        parse(text)
    assert (raised.value.line, raised.value.pointer) == (line, pointer)
    assert detail in raised.value.detail


PIECES = ["a", "b: ", "- ", "\n", "\n  ", "[", "]", "{", "}", ", ", "? ", "&x ", "*x", "!!int ", "! ", '"', "'", "|\n"]
PIECES += [
    "0x_",
    "0b",
    "-",
    "+.",
    "1",
    "e+9",
    ".inf",
    "~",
    "<<: ",
    "=",
    "\\0",
    "\\ud800",
    "#",
    "%",
    "---",
    "...",
    "\0",
    "\t",
]


def outcome(text: str) -> Located | Unreadable:
    try:
        return parse(text)
    except Unreadable as error:
        return error


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text())
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Located):
        assert unstorable(found.value) is None
    else:
        assert 1 <= found.line <= len(text) + 1
        assert found.detail


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_written_as_json_is_read_as_it_was(value: Any) -> None:
    assert parse(json.dumps(value, ensure_ascii=False)).value == value
