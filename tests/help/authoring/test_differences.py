"""Comparing two versions of a text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from onboarding.help.authoring.texts.differences import MOST_SHOWN, Line, compare, differences
from onboarding.help.authoring.texts.runs import Change
from onboarding.help.writing.words import Words

LINES = st.lists(st.sampled_from(["", "a b c", "a x c", "# T", "one two three four", "one two three 4"]), max_size=12)


def words(**other: object) -> Words:
    return Words(**{"title": "T", "description": "", "keywords": (), "markdown": "", **other})  # type: ignore[arg-type]


def said(lines: tuple[Line, ...], *changes: Change) -> list[str]:
    return ["".join(text for text, _ in line.pieces) for line in lines if line.change in changes]


@given(LINES, LINES)
def test_nothing_is_left_out_but_what_is_the_same(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before), "\n".join(after)
    lines = compare(old, new)
    skipped = sum(line.count for line in lines if line.change is Change.SKIPPED)
    kept = len(said(lines, Change.KEPT)) + skipped
    assert kept + len(said(lines, Change.REMOVED)) == (len(old.split("\n")) if old else 0)
    assert kept + len(said(lines, Change.ADDED)) == (len(new.split("\n")) if new else 0)
    if old == new:
        assert not said(lines, Change.REMOVED, Change.ADDED)
    if not skipped:
        assert said(lines, Change.KEPT, Change.REMOVED) == (old.split("\n") if old else [])
        assert said(lines, Change.KEPT, Change.ADDED) == (new.split("\n") if new else [])


@given(LINES, LINES, st.integers(1, 9))
def test_of_many_changed_lines_the_first_are_shown_and_the_others_counted(
    before: list[str], after: list[str], most: int
) -> None:
    whole = compare("\n".join(before), "\n".join(after))
    lines = compare("\n".join(before), "\n".join(after), most=most)
    all_changed, shown = (said(each, Change.REMOVED, Change.ADDED) for each in (whole, lines))
    assert len(shown) == min(most, len(all_changed))
    omitted = [line.count for line in lines if line.change is Change.OMITTED]
    assert omitted == ([len(all_changed) - most] if len(all_changed) > most else [])
    for change, text in ((Change.REMOVED, before), (Change.ADDED, after)):
        rest = iter(text)
        assert all(line in rest for line in said(lines, change))  # in their order


def test_of_a_replaced_stretch_that_is_too_long_both_sides_are_shown() -> None:
    lines = compare("a\n" * 9, "b\n" * 9 + "c", most=6)
    assert (said(lines, Change.REMOVED), said(lines, Change.ADDED)) == (["a"] * 3, ["b"] * 3)
    assert lines[-1] == Line(Change.OMITTED, (), 14)


def test_a_small_change_in_the_longest_text_is_told_from_what_stays() -> None:
    many = ["x"] * 50_000
    lines = compare("\n".join(many), "\n".join([*many[:700], "new", *many[701:]]))
    assert (said(lines, Change.REMOVED), said(lines, Change.ADDED)) == (["x"], ["new"])
    assert sum(line.count for line in lines if line.change in (Change.KEPT, Change.SKIPPED)) == 49_999


def test_two_of_the_longest_texts_are_not_shown_whole() -> None:
    lines = compare("\n".join("a" * 50_000), "\n".join("b" * 50_000))
    assert len(lines) == MOST_SHOWN + 1
    assert lines[-1].count == 100_000 - MOST_SHOWN


def test_words_that_differ_in_a_line_are_told_from_those_that_stay() -> None:
    removed, added = compare("Pay by card, now.", "Pay by bank, now.")
    assert removed.pieces == (("Pay by ", Change.KEPT), ("card", Change.REMOVED), (", now.", Change.KEPT))
    assert added.pieces == (("Pay by ", Change.KEPT), ("bank", Change.ADDED), (", now.", Change.KEPT))


def test_lines_that_have_nothing_in_common_are_whole() -> None:
    removed, added = compare("Pay by card.", "Ask Maya!")
    assert (removed.pieces, added.pieces) == ((("Pay by card.", Change.REMOVED),), (("Ask Maya!", Change.ADDED),))


def test_what_is_far_from_a_change_is_counted() -> None:
    many = [f"line {number}" for number in range(20)]
    lines = compare("\n".join(many), "\n".join([*many[:10], "new", *many[10:]]))
    assert [line.count for line in lines if line.change is Change.SKIPPED] == [8, 8]
    assert said(lines, Change.ADDED) == ["new"]


def test_only_fields_that_changed_are_named() -> None:
    found = differences(words(keywords=("a",), markdown="x"), words(keywords=("a", "b"), markdown="x"))
    assert [each.field for each in found] == ["Keywords"]


def test_the_worst_texts_take_no_longer_than_a_moment() -> None:
    lines = [f"{number % 99}" for number in range(2_000)]
    began = time.thread_time()
    compare("\n".join(lines), "\n".join(reversed(lines)))
    compare("\n" * 90_000, "\n" * 80_000 + "x")
    compare("a b " * 20_000, "b a " * 20_000)
    compare("\n".join(["a b " * 70] * 300), "\n".join(["b a " * 70] * 300))
    assert time.thread_time() - began < 3
