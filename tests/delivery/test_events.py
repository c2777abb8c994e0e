"""POST /v1/events: what a batch does, and what bad input gets."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.events.models import Event, RejectedEvent
from onboarding.store import db
from tests.conftest import StatementCount, Tenant
from tests.delivery.conftest import Widget


def start(widget: Widget) -> None:
    widget.send(widget.event("checklist_started", content="start", version=1))


def done_tasks(answer: dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]) -> set[str]:
    tasks = answer["checklists"]["start"]["tasks"]
    return {key for key, task in tasks.items() if task["done_at"]}


@pytest.mark.parametrize(
    ("event", "task"),
    [
        ({"name": "task_completed", "content": "start", "task": "by-hand", "properties": {"by": "hand"}}, "by-hand"),
        ({"name": "task_completed", "content": "start", "task": "by-url", "properties": {"by": "url"}}, "by-url"),
        ({"name": "thing_made"}, "by-event"),
        ({"name": "tour_completed", "content": "around"}, "by-tour"),
    ],
)
def test_a_task_is_done_by_hand_address_event_or_tour(widget: Widget, event: dict[str, Any], task: str) -> None:
    start(widget)
    answer = widget.send(widget.event(**event)).get_json()
    assert answer["rejected"] == []
    assert done_tasks(answer) == {task}


def test_a_task_is_undone_by_the_user(widget: Widget) -> None:
    start(widget)
    widget.send(widget.event("task_completed", content="start", task="by-hand", properties={"by": "hand"}))
    widget.clock.advance(seconds=1)
    answer = widget.send(widget.event("task_undone", content="start", task="by-hand")).get_json()
    assert done_tasks(answer) == set()


def test_a_backend_completes_a_task_with_its_secret_key(widget: Widget, live: Tenant) -> None:
    start(widget)
    path = "/v1/users/u_1/checklists/start/tasks/by-event"
    done = widget.client.put(path, json={"done": True}, headers=live.bearer)
    assert done.get_json()["done"] == 1
    undone = widget.client.put(path, json={"done": False}, headers=live.bearer)
    assert undone.get_json()["tasks"]["by-event"]["done_at"] is None or undone.get_json()["done"] == 1


def test_a_backend_sends_events_of_its_users(widget: Widget, live: Tenant) -> None:
    start(widget)
    long_ago = widget.clock() - timedelta(days=80)
    body = {"events": [widget.event("thing_made", at=long_ago)]}
    answer = widget.client.post("/v1/users/u_1/events", json=body, headers=live.bearer).get_json()
    assert done_tasks(answer) == {"by-event"}
    assert db.session.scalar(select(Event.occurred_at).where(Event.name == "thing_made")) == long_ago
    unknown = widget.client.post("/v1/users/nobody/events", json=body, headers=live.bearer)
    assert (unknown.status_code, unknown.get_json()["code"]) == (404, "user_unknown")


def test_one_bad_event_never_rejects_its_neighbours(widget: Widget) -> None:
    bad = {**widget.event("x"), "occurred_at": "yesterday"}
    answer = widget.send(widget.event("a"), bad, widget.event("b")).get_json()
    assert answer["accepted"] == 2
    (rejected,) = answer["rejected"]
    assert (rejected["index"], rejected["code"], rejected["pointer"]) == (1, "time_invalid", "/events/1/occurred_at")
    assert set(db.session.scalars(select(Event.name))) == {"a", "b"}
    assert db.session.scalars(select(RejectedEvent.code)).all() == ["time_invalid"]


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "never", 7, None])
def test_a_snooze_until_any_moment_is_taken(widget: Widget, until: object) -> None:
    snoozed = widget.event("checklist_snoozed", content="start", properties={"until": until})
    answer = widget.send(snoozed, widget.event("a"))
    assert (answer.status_code, answer.get_json()["rejected"]) == (200, [])


def test_an_event_nested_too_deeply_is_refused_alone_and_kept_without_its_depths(widget: Widget) -> None:
    deep: list[Any] = []
    for _ in range(400):
        deep = [deep]
    answer = widget.send(widget.event("a"), widget.event("b", properties={"deep": deep})).get_json()
    (rejected,) = answer["rejected"]
    assert (answer["accepted"], rejected["index"], rejected["code"]) == (1, 1, "event_too_deep")
    assert '"name":"b"' in db.session.execute(select(RejectedEvent.body)).scalar_one()


LONG = ["18446744073709551616", "-9223372036854775809", f"1{'0' * 300}"]


@pytest.mark.parametrize("digits", LONG)
def test_an_event_with_an_integer_of_more_than_64_bits_is_refused_alone(
    widget: Widget, live: Tenant, digits: str
) -> None:
    widget.boot()
    fits = {"most": 2**64 - 1, "least": -(2**63)}

    def batch() -> list[dict[str, Any]]:
        return [widget.event("a", properties=fits), widget.event("b", properties={"n": [{"a": int(digits)}]})]

    by_page = widget.send(*batch())
    by_backend = widget.client.post("/v1/users/u_1/events", json={"events": batch()}, headers=live.bearer)
    for answer in (by_page.get_json(), by_backend.get_json()):
        (rejected,) = answer["rejected"]
        assert (answer["accepted"], rejected["code"]) == (1, "integer_too_long")
        assert rejected["pointer"] == "/events/1/properties/n/0/a"
    assert db.session.scalars(select(Event.properties)).all() == [fits, fits]
    kept = db.session.scalars(select(RejectedEvent.body)).all()
    assert [f'"n":[{{"a":{digits}}}]' in body for body in kept] == [True, True]


@pytest.mark.parametrize("field", ["version", "id", "properties", "bogus"])
def test_an_integer_of_more_than_64_bits_is_refused_in_whatever_field_it_stands(widget: Widget, field: str) -> None:
    answer = widget.send(widget.event("a"), {**widget.event("b"), field: 2**64}, 2**64).get_json()  # type: ignore[arg-type]
    assert (answer["accepted"], [each["index"] for each in answer["rejected"]]) == (1, [1, 2])
    assert str(2**64) in db.session.scalars(select(RejectedEvent.body).order_by(RejectedEvent.id)).all()[0]


@pytest.mark.parametrize(
    ("field", "code", "pointer"),
    [
        ("a\0b", "nul_refused", ""),
        ("a/b~", "field_unknown", "/a~1b~0"),
        ("a" * 20_000, "event_too_large", ""),
    ],
    ids=["nul", "slash", "long"],
)
def test_an_event_with_a_field_of_any_name_is_refused_alone(
    widget: Widget, field: str, code: str, pointer: str
) -> None:
    answer = widget.send(widget.event("a"), {**widget.event("b"), field: 1})
    assert answer.status_code == 200
    (rejected,) = answer.get_json()["rejected"]
    assert (answer.get_json()["accepted"], rejected["code"]) == (1, code)
    assert rejected["pointer"] == f"/events/1{pointer}"
    assert db.session.scalars(select(RejectedEvent.code)).all() == [code]


def test_a_long_number_that_is_a_text_or_a_float_is_none(widget: Widget) -> None:
    properties = {"iban": "9" * 30, "float": 1e30}
    assert widget.send(widget.event("a", properties=properties)).get_json()["rejected"] == []
    assert db.session.scalar(select(Event.properties)) == properties


def test_a_duplicate_is_accepted_and_stored_once(widget: Widget) -> None:
    event = widget.event("a")
    assert widget.send(event, event).get_json()["accepted"] == 2
    assert widget.send(event).get_json()["accepted"] == 1
    assert db.session.scalars(select(Event.name)).all() == ["a"]


def test_the_clients_clock_is_corrected_by_when_it_sent(widget: Widget) -> None:
    wrong_by = timedelta(hours=-5)
    happened = widget.clock() - timedelta(minutes=3)
    widget.send(widget.event("a", at=happened + wrong_by), sent_at=widget.clock() + wrong_by)
    assert db.session.scalar(select(Event.occurred_at)) == happened


def test_the_future_is_clamped_to_now(widget: Widget) -> None:
    widget.send(widget.event("a", at=widget.clock() + timedelta(days=2)))
    assert db.session.scalar(select(Event.occurred_at)) == widget.clock()


def test_a_tick_by_hand_is_refused_for_a_task_only_an_event_completes(widget: Widget) -> None:
    start(widget)
    event = widget.event("task_completed", content="start", task="by-event", properties={"by": "hand"})
    (rejected,) = widget.send(event).get_json()["rejected"]
    assert rejected["code"] == "task_not_manual"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"content": "nowhere", "task": "by-hand"}, "content_unknown"),
        ({"content": "start", "task": "nowhere"}, "task_unknown"),
        ({"content": "start"}, "field_missing"),
    ],
)
def test_an_event_about_nothing_is_refused(widget: Widget, fields: dict[str, str], code: str) -> None:
    (rejected,) = widget.send({**widget.event("task_completed"), **fields}).get_json()["rejected"]
    assert rejected["code"] == code


def test_a_browser_cannot_say_that_the_backend_completed_a_task(widget: Widget, live: Tenant) -> None:
    start(widget)
    event = widget.event("task_completed", content="start", task="by-event", properties={"by": "server"})
    (rejected,) = widget.send(event).get_json()["rejected"]
    assert (rejected["code"], rejected["pointer"]) == ("task_not_manual", "/events/0/properties/by")
    body = {"events": [widget.event("task_completed", content="start", task="by-event", properties={"by": "server"})]}
    answer = widget.client.post("/v1/users/u_1/events", json=body, headers=live.bearer).get_json()
    assert done_tasks(answer) == {"by-event"}


def test_a_field_no_batch_has_is_refused_with_its_place(widget: Widget, live: Tenant) -> None:
    refused = widget.post("/v1/events", {"events": [widget.event("a")], "bogus": 1})
    assert (refused.status_code, [fault["pointer"] for fault in refused.get_json()["errors"]]) == (422, ["/bogus"])
    refused = widget.post("/v1/events", {"events": [widget.event("a")], "a/b~": 1})
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == ["/a~1b~0"]
    body = {"events": [widget.event("a")], "sent_at": "2026-03-10T12:00:00Z"}
    widget.boot()
    refused = widget.client.post("/v1/users/u_1/events", json=body, headers=live.bearer)
    assert (refused.status_code, [fault["pointer"] for fault in refused.get_json()["errors"]]) == (422, ["/sent_at"])


@pytest.mark.parametrize("name", ["page_viewed", "thing_made", "search_settled", "task_completed"])
def test_a_batch_takes_a_fixed_number_of_statements(
    widget: Widget, count_statements: Callable[[], AbstractContextManager[StatementCount]], name: str
) -> None:
    start(widget)
    numbers = itertools.count()

    def batch(size: int) -> list[dict[str, Any]]:
        about = {"task_completed": {"content": "start", "task": "by-hand"}}
        return [
            {**widget.event(name), **about.get(name, {}), **_search(name, next(numbers))}  # each of another search
            for _ in range(size)
        ]

    widget.send(*batch(2))
    with count_statements() as few:
        widget.send(*batch(2))
    with count_statements() as many:
        widget.send(*batch(40))
    assert few.total == many.total


def _search(name: str, number: int) -> dict[str, Any]:
    if name != "search_settled":
        return {}
    return {"search": f"sea_{number:026}", "properties": {"query": f"bank {number}", "results": 1}}


def test_more_than_a_hundred_events_are_refused_whole(widget: Widget) -> None:
    refused = widget.send(*[widget.event("a") for _ in range(101)])
    assert refused.status_code == 422
    assert db.session.scalars(select(Event.name)).all() == []
