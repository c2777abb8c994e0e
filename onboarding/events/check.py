"""The check of an events batch, written out by hand.

This is the one hot path where a marshmallow schema is replaced by code: for 20 events the schema takes 55 times
as long. What it accepts is documented by the endpoint's schema (delivery.schemas), and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onboarding.events.batch import Batch, Refusal, Rejected
from onboarding.events.fitting import check_fits
from onboarding.events.incoming import Incoming
from onboarding.events.names import REQUIRED, TOUR_MARKS
from onboarding.events.timing import NOT_A_MOMENT, Timing, moment_ms
from onboarding.store.storable import pointer_token
from onboarding.web.problems import Fault, Problem

MOST_EVENTS = 100
LONGEST_NAME = 64
LONGEST_URL = 2_000
MOST_PROPERTIES = 255

LONGEST: Mapping[str, int] = {
    "content": 80,
    "task": 80,
    "step": 80,
    "article": 80,
    "search": 36,
    "help_session": 64,
    "url": LONGEST_URL,
}
FIELDS = frozenset({"id", "name", "occurred_at", "version", "properties", *LONGEST})


def check_batch(events: object, timing: Timing, check_references: Callable[[Incoming], None]) -> Batch:
    """Sort a batch into events that can be stored and events that cannot.

    Args:
        events: what the body holds as `events`.
        timing: how their times are read.
        check_references: raises Refusal when what an event refers to is not there.

    Raises:
        Problem: 422 when `events` is not a list of 1 to 100.
    """
    if not isinstance(events, list) or not 0 < len(events) <= MOST_EVENTS:
        fault = Fault("/events", f"a list of 1 to {MOST_EVENTS} events")
        raise Problem(422, "invalid", "The batch cannot be used.", faults=[fault])
    taken: list[Incoming] = []
    rejected: list[Rejected] = []
    for index, source in enumerate(events):
        try:
            event = check_event(source, timing)
            check_references(event)
            taken.append(event)
        except Refusal as refusal:
            rejected.append(_rejected(index, source, refusal))
    return Batch(tuple(taken), tuple(rejected))


def check_event(source: Any, timing: Timing) -> Incoming:
    """The event of a JSON value; raises Refusal."""
    if not isinstance(source, dict):
        raise Refusal("event_invalid", "", "an event is an object")
    name = source.get("name")
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
        raise Refusal("name_invalid", "/name", f"a name is 1 to {LONGEST_NAME} characters")
    check_fits(source)
    _check_fields(source, name)
    occurred_ms = moment_ms(source.get("occurred_at"))
    if occurred_ms is None:
        raise Refusal("time_invalid", "/occurred_at", NOT_A_MOMENT)
    return Incoming(
        id=_id_of(source.get("id")),
        name=name,
        occurred_ms=max(timing.oldest_ms, min(occurred_ms - timing.skew_ms, timing.received_ms)),
        skew_ms=timing.skew_ms,
        content=source.get("content"),
        version=source.get("version"),
        item=(None if name in TOUR_MARKS else source.get("task")) or source.get("step"),
        article=source.get("article"),
        search=source.get("search"),
        help_session=source.get("help_session"),
        url=source.get("url"),
        properties=source.get("properties"),
    )


def _check_fields(source: Mapping[str, Any], name: str) -> None:
    _check_texts(source)
    version = source.get("version")
    if version is not None and (type(version) is not int or not 0 < version < 2**31):
        raise Refusal("field_invalid", "/version", "a version is a positive integer")
    for field in REQUIRED.get(name, ()):
        if source.get(field) is None:
            raise Refusal("field_missing", f"/{field}", f"{name} needs it")
    properties = source.get("properties")
    if properties is not None and (not isinstance(properties, dict) or len(properties) > MOST_PROPERTIES):
        raise Refusal("field_invalid", "/properties", f"an object of {MOST_PROPERTIES} properties at most")


def _check_texts(source: Mapping[str, Any]) -> None:
    for field, value in source.items():
        longest = LONGEST.get(field)
        if longest is None:
            if field not in FIELDS:
                raise Refusal("field_unknown", f"/{pointer_token(field)}", "no event has this field")
        elif value is not None and not (isinstance(value, str) and 0 < len(value) <= longest):
            raise Refusal("field_invalid", f"/{field}", f"text of 1 to {longest} characters")


def _id_of(value: object) -> bytes:
    if isinstance(value, str) and len(value) == 36:
        try:
            raw = bytes.fromhex(value.replace("-", ""))
        except ValueError:
            raw = b""
        if len(raw) == 16 and raw[6] >> 4 == 7 and raw[8] >> 6 == 2:
            return raw
    raise Refusal("id_invalid", "/id", "a UUIDv7 in its usual form, made when the event was queued")


def _rejected(index: int, source: Any, refusal: Refusal) -> Rejected:
    event_id = source.get("id") if isinstance(source, dict) else None
    return Rejected(
        index=index,
        id=event_id if isinstance(event_id, str) else None,
        code=refusal.code,
        detail=refusal.detail,
        pointer=f"/events/{index}{refusal.field}",
        source=source,
    )
