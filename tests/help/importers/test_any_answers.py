"""Whatever a file claims to be an API's answer: it comes in, or it is refused in words; never a traceback."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.content.faults import SourceRefused
from onboarding.help.importers.vendors.answers import Answer, read_answers
from onboarding.help.importers.vendors.reading import Reading
from tests.help.importers.test_documented_answers import READERS, documented

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            "0",
            "published",
            "en",
            "//[",
            "https://[",
            "/x",
            "\0",
            "<p>x</p>",
            "https://a.test/articles/1-x",
        ]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=5,
)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inside for place in places_in(each, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    if not path:
        return by
    changed = copy.copy(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], by)
    return changed


@pytest.mark.parametrize("vendor", READERS)
@settings(max_examples=250)
@given(data=st.data())
def test_any_answer_is_read_or_refused(vendor: str, data: st.DataObject) -> None:
    answers = documented(vendor)
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(answers) - 1))
        place = data.draw(st.sampled_from(places_in(answers[index])))
        answers[index] = replaced(answers[index], place, data.draw(VALUES))
    try:
        source = READERS[vendor]([Answer("answer.json", each) for each in answers], Reading(default_locale="en"))
    except SourceRefused:
        return
    for text in source.texts:
        assert text.title
        assert text.locale


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.json", b"", "a.json:1: is not JSON"),
        ("a.json", b"{", "a.json:1: is not JSON"),
        ("a.json", b'{"x":\n1,}', "a.json:2: is not JSON"),
        ("a.json", b'{"article": {"title": "\\ud800"}}', "a.json:1: is not JSON"),
        ("a.json", b"\xff", "a.json:1: is not JSON"),
        ("a.json", b"[" * 100_000, "a.json:1: is not JSON"),
        ("a.json", b"NaN", "a.json:1: is not JSON"),
        ("a.jsonl", b'{}\n{}\n{"x"\n', "a.jsonl:3: is not JSON"),
        ("a.txt", b"{}", "pages:1: holds no answers of an API (.json, .jsonl, .ndjson)"),
        (".a.json", b"{}", "pages:1: holds no answers of an API (.json, .jsonl, .ndjson)"),
    ],
)
def test_saved_answers_that_cannot_be_read_are_refused(tmp_path: Path, name: str, data: bytes, fault: str) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / name).write_bytes(data)
    with pytest.raises(SourceRefused) as raised:
        read_answers(folder)
    assert str(raised.value).startswith(fault)


def test_saved_answers_that_are_far_too_large_are_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(SourceRefused, match="is larger than"):
        read_answers(tmp_path / "a.json")
