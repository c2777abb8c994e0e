"""The hand-written check of events against the schema that documents it: they accept and refuse the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.delivery.schemas import EventSchema
from onboarding.events.batch import Refusal
from onboarding.events.check import FIELDS, LONGEST, MOST_PROPERTIES, check_event
from onboarding.events.fitting import LARGEST_EVENT
from onboarding.events.names import REQUIRED
from onboarding.events.timing import OLDEST_MS, browser_timing, moment_ms, server_timing
from onboarding.store.ids import new_uuid7
from onboarding.store.types import to_milliseconds
from onboarding.web.fields import rfc3339
from onboarding.web.problems import Problem
from tests.conftest import NOON

SCHEMA = EventSchema()
RECEIVED_MS = to_milliseconds(NOON)
TIMING = browser_timing(None, RECEIVED_MS)
OFTEN = settings(max_examples=150)
EVENT = {"id": str(new_uuid7(NOON)), "name": "thing_made", "occurred_at": rfc3339(NOON)}


def refusal(event: object) -> tuple[str, str] | None:
    """Code and field of the refusal; None for an event that is taken."""
    try:
        check_event(event, TIMING)
    except Refusal as refused:
        return refused.code, refused.field
    return None


def fits_schema(event: Any) -> bool:
    return SCHEMA.validate(event) == {}


def texts(longest: int) -> st.SearchStrategy[str]:
    alphabet = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(alphabet, min_size=1, max_size=min(longest, 40)) | st.just("x" * longest)


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SECONDS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
MOMENTS = st.builds(lambda moment, offset: moment.astimezone(offset).isoformat(), SECONDS, OFFSETS) | SECONDS.map(
    rfc3339
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | texts(20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(10), inner, max_size=3),
    max_leaves=5,
)
OPTIONAL = {
    **{field: texts(longest) for field, longest in LONGEST.items()},
    "version": st.integers(1, 2**31 - 1),
    "properties": st.dictionaries(texts(20), JSON, max_size=4),
}
GOOD = st.fixed_dictionaries(
    {
        "id": SECONDS.map(lambda moment: str(new_uuid7(moment))),
        "name": texts(64).filter(lambda name: name not in REQUIRED),
        "occurred_at": MOMENTS,
    },
    optional=OPTIONAL,
)
WRONG = JSON | st.sampled_from(
    [
        "",
        "x" * 36,
        "x" * 37,
        "x" * 64,
        "x" * 65,
        "x" * 80,
        "x" * 81,
        "x" * 2_001,
        "a\0b",
        0,
        1,
        -1,
        2**31 - 1,
        2**31,
        1.0,
        True,
        "1",
        [],
        {},
        "2026-03-10T12:00:00Z",
        "2026-03-10T12:00:00.000+02:00",
        "2026-03-10T12:00:00",
        "2026-03-10",
        "2026-13-10T12:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
        "12:00:00Z",
        str(new_uuid7(NOON)),
    ]
)


@OFTEN
@given(GOOD)
def test_good_event_is_taken_by_both(event: dict[str, Any]) -> None:
    assert (refusal(event), fits_schema(event)) == (None, True)


def intended(event: dict[str, Any], field: str) -> bool:
    """Where the check and the schema may differ, and why.

    - null in an optional field is taken as absent: a page writes `url: null` when it has none, and nothing is lost;
    - an id is only the 36 characters of a version 7 UUID, since its time orders the events: the schema's field,
      which has no word for a version, takes every UUID in every spelling;
    - a moment is what `datetime.fromisoformat` reads, which is more than RFC 3339 (`20260310T12Z`, or one that is
      before year 1 or after year 9999 in UTC), since it is moved between the oldest moment and now anyway.
    """
    value = event[field]
    if field == "occurred_at":
        return isinstance(value, str) and moment_ms(value) is not None
    return (value is None and field in OPTIONAL) or (field == "id" and isinstance(value, str))


@settings(OFTEN, max_examples=400)
@given(GOOD, st.sampled_from(sorted(FIELDS)), WRONG)
def test_changed_field_is_judged_alike_by_both(event: dict[str, Any], field: str, value: object) -> None:
    changed = {**event, field: value}
    if not intended(changed, field):
        assert (refusal(changed) is None) == fits_schema(changed)


@pytest.mark.parametrize("field", ["id", "name", "occurred_at"])
def test_required_field_is_required_by_both(field: str) -> None:
    lacking = {name: value for name, value in EVENT.items() if name != field}
    assert (refusal(lacking) is None, fits_schema(lacking)) == (False, False)
    empty = {**EVENT, field: None}
    assert (refusal(empty) is None, fits_schema(empty)) == (False, False)


def test_unknown_field_is_refused_by_both() -> None:
    event = {**EVENT, "user": "u_1"}
    assert (refusal(event), fits_schema(event)) == (("field_unknown", "/user"), False)


def test_fields_are_the_same_in_both() -> None:
    assert set(SCHEMA.fields) == FIELDS


@pytest.mark.parametrize("field", sorted(OPTIONAL))
def test_null_is_taken_as_absent(field: str) -> None:
    assert check_event({**EVENT, field: None}, TIMING) == check_event(EVENT, TIMING)


@pytest.mark.parametrize("event", [None, 5, "event", [], [EVENT], True])
def test_event_that_is_no_object_is_refused(event: object) -> None:
    assert refusal(event) == ("event_invalid", "")


@pytest.mark.parametrize(
    "event_id",
    [
        "01900000-0000-4000-8000-000000000001",
        "01900000-0000-1000-8000-000000000001",
        "01900000-0000-7000-0000-000000000001",
        "01900000-0000-7000-c000-000000000001",
        "00000000-0000-0000-0000-000000000000",
        "01900000000070008000000000000001",
        "{01900000-0000-7000-8000-00000000001",
        "0190000-00000-7000-8000-000000000001x",
        "01900000-0000-7000-8000-00000000000g",
        "01900000-0000-7000-8000-00000000 001",
        "",
        7,
        [],
    ],
)
def test_id_that_is_no_uuid7_is_refused(event_id: object) -> None:
    assert refusal({**EVENT, "id": event_id}) == ("id_invalid", "/id")


def test_id_is_the_same_in_either_case() -> None:
    upper = check_event({**EVENT, "id": str(EVENT["id"]).upper()}, TIMING)
    assert upper == check_event(EVENT, TIMING)


@pytest.mark.parametrize("moment", ["2026-03-10T12:00:00", "2026-03-10", "noon", "", 1_773_144_000, None, [], True])
def test_moment_without_offset_is_refused(moment: object) -> None:
    assert refusal({**EVENT, "occurred_at": moment}) == ("time_invalid", "/occurred_at")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_moment_outside_the_calendar_in_utc_is_moved_into_it(moment: str) -> None:
    """No figure can hold it; the check moves it to the nearest moment an event can have, as any other wrong clock."""
    event = check_event({**EVENT, "occurred_at": moment}, TIMING)
    assert event.occurred_ms == (RECEIVED_MS if moment.startswith("9999") else RECEIVED_MS - OLDEST_MS)


def event_of_size(size: int) -> dict[str, Any]:
    event = {**EVENT, "properties": {"note": ""}}
    return {**event, "properties": {"note": "x" * (size - len(orjson.dumps(event)))}}


def test_event_of_8_kb_is_the_largest() -> None:
    assert LARGEST_EVENT == 8_192
    assert refusal(event_of_size(8_192)) is None
    assert refusal(event_of_size(8_193)) == ("event_too_large", "")


def test_event_is_measured_in_bytes() -> None:
    assert refusal({**EVENT, "properties": {"note": "é" * 4_000}}) is None
    assert refusal({**EVENT, "properties": {"note": "é" * 4_096}}) == ("event_too_large", "")


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"name": "a\0"}, "/name"),
        ({"content": "\0"}, "/content"),
        ({"url": "/a\0"}, "/url"),
        ({"bogus": "\0"}, "/bogus"),
        ({"bo\0gus": 1}, ""),
        ({"properties": {"a": "\0"}}, "/properties/a"),
        ({"properties": {"\0": 1}}, "/properties"),
        ({"properties": {"a": [{"b": ["c\0"]}]}}, "/properties/a/0/b/0"),
        ({"properties": {"a\0": 2**64}}, "/properties"),
    ],
    ids=ascii,
)
def test_nul_is_refused_wherever_it_is(changed: dict[str, Any], pointer: str) -> None:
    assert refusal({**EVENT, **changed}) == ("nul_refused", pointer)


@pytest.mark.parametrize("number", [2**64, -(2**63) - 1])
def test_integer_of_more_than_64_bits_is_refused_wherever_it_is(number: int) -> None:
    assert refusal({**EVENT, "version": number}) == ("integer_too_long", "/version")
    assert refusal({**EVENT, "properties": {"a": [number]}}) == ("integer_too_long", "/properties/a/0")


def test_escaped_backslash_is_no_nul() -> None:
    assert refusal({**EVENT, "properties": {"note": "\\u0000"}}) is None
    assert json.dumps("\\u0000") == '"\\\\u0000"'


def test_properties_are_255_at_most() -> None:
    def with_properties(count: int) -> dict[str, Any]:
        return {**EVENT, "properties": {str(number): number for number in range(count)}}

    assert MOST_PROPERTIES == 255
    assert refusal(with_properties(255)) is None
    assert refusal(with_properties(256)) == ("field_invalid", "/properties")


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, needs in REQUIRED.items() for field in needs])
def test_known_event_needs_what_it_refers_to(name: str, field: str) -> None:
    values = {"content": "start", "version": 1, "task": "t", "step": "s", "search": "sea", "article": "art"}
    complete = {**EVENT, "name": name, **{each: values[each] for each in REQUIRED[name]}}
    assert refusal(complete) is None
    del complete[field]
    assert refusal(complete) == ("field_missing", f"/{field}")


def occurred(moment: datetime, sent_at: datetime | None = None) -> int:
    timing = browser_timing(sent_at and rfc3339(sent_at), RECEIVED_MS)
    return check_event({**EVENT, "occurred_at": rfc3339(moment)}, timing).occurred_ms


def test_browsers_event_is_moved_into_the_last_thirty_days() -> None:
    assert occurred(NOON - timedelta(days=30)) == RECEIVED_MS - OLDEST_MS
    assert occurred(NOON - timedelta(days=31)) == RECEIVED_MS - OLDEST_MS
    assert occurred(NOON + timedelta(days=1)) == RECEIVED_MS
    assert occurred(NOON - timedelta(hours=1), NOON - timedelta(hours=1)) == RECEIVED_MS


def test_backends_event_keeps_its_history() -> None:
    long_ago = NOON - timedelta(days=4_000)
    event = check_event({**EVENT, "occurred_at": rfc3339(long_ago)}, server_timing(RECEIVED_MS))
    assert event.occurred_ms == to_milliseconds(long_ago)


@pytest.mark.parametrize("sent_at", ["2026-03-10T12:00:00", "now", 5, [], ""])
def test_batch_with_an_unusable_clock_is_refused(sent_at: object) -> None:
    with pytest.raises(Problem) as refused:
        browser_timing(sent_at, RECEIVED_MS)
    assert [fault.pointer for fault in refused.value.faults] == ["/sent_at"]


@pytest.mark.parametrize(("name", "item"), [("step_seen", "s"), ("task_clicked", "t"), ("thing_made", "t")])
def test_event_that_names_task_and_step_is_about_what_its_name_says(name: str, item: str) -> None:
    both = {**EVENT, "name": name, "content": "start", "task": "t", "step": "s"}
    assert check_event(both, TIMING).item == item
