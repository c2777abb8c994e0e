"""Any order, repetition and batching of the same events gives the same progress and the same counts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from onboarding.content.service import push
from onboarding.events.batch import Batch
from onboarding.events.incoming import Incoming
from onboarding.events.models import DailyEventCount, Event
from onboarding.people.merging import merge_histories
from onboarding.people.queries import UserView, user_by_external_id
from onboarding.people.service import keep_identity
from onboarding.progress.delays import BEFORE, LATE, NOT_DONE, WINDOW, bounds_of, bucket_of
from onboarding.progress.live import live_in
from onboarding.progress.models import MaskRollup, Session, TaskRollup, TaskState
from onboarding.progress.service import Recorded, record
from onboarding.progress.status import checklist_status, facts_of
from onboarding.progress.storage import load_runs
from onboarding.store import Base, db, transaction
from onboarding.workspaces.identity import Identity
from tests.conftest import NOON, Tenant
from tests.progress.histories import deliveries, done_now, event, first_completions, first_start, histories
from tests.progress.recount import recounted_cells, stored_cells

OFTEN = settings(max_examples=25)


def make_user(tenant: Tenant, external_id: str = "u_1", *, plan: str | None = "pro") -> UserView:
    with transaction() as session:
        identity = Identity(external_id=external_id, traits={"plan": plan})
        keep_identity(session, tenant.environment.id, identity, NOON)
    user = user_by_external_id(tenant.environment.id, external_id)
    assert user is not None
    return user


def forget_everything() -> None:
    with transaction() as session:
        for model in (Event, DailyEventCount, TaskState, Session, TaskRollup, MaskRollup):
            session.execute(delete(model))


def deliver(tenant: Tenant, user: UserView, batches: list[list[Incoming]]) -> Recorded:
    for batch in batches:
        recorded = record(tenant.environment, user, Batch(tuple(batch), ()), NOON)
    return recorded


def rows_of(model: type[Base]) -> list[Any]:
    columns = [column for column in model.__table__.columns if column.name != "received_at"]
    rows = [tuple(row) for row in db.session.execute(select(*columns))]
    return sorted((row for row in rows if row[-1] != 0), key=repr)


def everything_stored() -> dict[str, list[Any]]:
    models = (Event, DailyEventCount, TaskState, Session, TaskRollup, MaskRollup)
    stored = {model.__tablename__: rows_of(model) for model in models}
    db.session.rollback()
    return stored


@OFTEN
@given(data=st.data(), history=histories())
def test_progress_and_counts_depend_on_the_events_alone(live: Tenant, data: st.DataObject, history: Any) -> None:
    user = make_user(live)
    forget_everything()
    deliver(live, user, [history])
    wanted = everything_stored()
    forget_everything()
    deliver(live, user, data.draw(deliveries(history)))
    assert everything_stored() == wanted


@OFTEN
@given(history=histories())
def test_progress_equals_reading_the_history_in_order(live: Tenant, history: Any) -> None:
    user = make_user(live)
    forget_everything()
    deliver(live, user, [[each] for each in history])
    checklist = live_in(live.environment.id).checklists["start"]
    run = load_runs(db.session.connection(), live.environment.id, user.id).get(checklist.content_id)
    db.session.rollback()
    tasks = run.tasks if run else {}
    firsts = {key: state.first_done_at for key, state in tasks.items() if state.first_done_at}
    assert firsts == first_completions(history)
    assert {key for key, state in tasks.items() if state.done} == done_now(history)
    assert (run.started_at if run else None) == first_start(history)


@OFTEN
@given(data=st.data())
def test_rollups_equal_a_recount_of_all_sessions(live: Tenant, data: st.DataObject) -> None:
    users = [make_user(live, f"u_{number}", plan=plan) for number, plan in enumerate(["pro", "free", "pro"])]
    forget_everything()
    for user in users:
        history = data.draw(histories())
        renumbered = [each_with_user(each, user) for each in history]
        deliver(live, user, [renumbered])
    assert stored_cells() == recounted_cells(live, "start")
    db.session.rollback()


def each_with_user(each: Incoming, user: UserView) -> Incoming:
    return each._replace(id=each.id[:8] + user.id.to_bytes(8, "big")[:7] + each.id[15:])


def test_record_counts_each_event_of_a_day_once(live: Tenant) -> None:
    user = make_user(live)
    events = [
        Incoming(id=bytes([number]) * 16, name="opened", occurred_ms=1_773_144_000_000 + number, skew_ms=0)
        for number in range(3)
    ]
    deliver(live, user, [events, events[:2], events])
    assert db.session.execute(select(DailyEventCount.name, DailyEventCount.count)).all() == [("opened", 3)]


def test_record_answers_a_duplicate_with_the_state_again(live: Tenant) -> None:
    user = make_user(live)
    start = Incoming(id=b"1" * 16, name="checklist_started", occurred_ms=1, skew_ms=0, content="start", version=1)
    first = deliver(live, user, [[start]])
    again = deliver(live, user, [[start]])
    assert again == first
    assert again.accepted == 1
    assert again.checklists["start"].state == "active"


def test_record_keeps_a_completed_list_completed_after_an_undo(live: Tenant) -> None:
    user = make_user(live, plan="free")
    tasks = ["by-hand", "by-event", "by-url", "by-tour"]
    marks = [("checklist_started", None), *(("task_completed", task) for task in tasks), ("task_undone", "by-hand")]
    batch = [
        Incoming(
            id=bytes([number]) * 16,
            name=name,
            occurred_ms=1_000 * number,
            skew_ms=0,
            content="start",
            version=1,
            item=item,
        )
        for number, (name, item) in enumerate(marks)
    ]
    status = deliver(live, user, [batch]).checklists["start"]
    assert (status.state, status.done, status.total) == ("completed", 3, 4)
    assert "for-pro" not in status.tasks


@pytest.mark.parametrize(("plans", "segment"), [([None, "pro"], ""), (["free", "pro"], "free"), (["pro", None], "pro")])
def test_record_pins_the_segment_at_the_first_start(live: Tenant, plans: list[str | None], segment: str) -> None:
    names = ["checklist_started", "task_completed"]
    for number, (plan, name) in enumerate(zip(plans, names, strict=True)):
        user = make_user(live, plan=plan)
        event = Incoming(
            id=bytes([number]) * 16,
            name=name,
            occurred_ms=number,
            skew_ms=0,
            content="start",
            version=1,
            item=None if name == "checklist_started" else "by-hand",
        )
        deliver(live, user, [[event]])
    assert db.session.scalars(select(Session.segment)).all() == [segment]
    assert set(db.session.scalars(select(TaskRollup.segment).where(TaskRollup.users > 0))) == {segment}


def test_list_is_completed_when_its_last_open_task_is_published_away(live: Tenant, tmp_path: Path) -> None:
    user = make_user(live, plan="free")
    marks = [("checklist_started", None), *(("task_completed", task) for task in ("by-hand", "by-event", "by-url"))]
    batch = [
        Incoming(id=bytes([n]) * 16, name=name, occurred_ms=n, skew_ms=0, content="start", version=1, item=item)
        for n, (name, item) in enumerate(marks)
    ]
    assert deliver(live, user, [batch]).checklists["start"].state == "active"
    source = tmp_path / "checklists" / "content.yaml"
    without = [line for line in source.read_text().splitlines() if "by-tour" not in line]
    source.write_text("\n".join(without))
    push(tmp_path, live.environment, actor="test")
    checklist = live_in(live.environment.id).checklists["start"]
    run = load_runs(db.session.connection(), live.environment.id, user.id)[checklist.content_id]
    status = checklist_status(checklist, run, facts_of(user), NOON)
    assert (status.state, status.done, status.total) == ("completed", 3, 3)


def test_record_takes_a_fixed_number_of_statements(live: Tenant, app: Flask, count_statements: Any) -> None:
    user = make_user(live)

    def batch(size: int, offset: int) -> list[Incoming]:
        return [
            Incoming(id=bytes([offset + number]) * 16, name="plain", occurred_ms=1, skew_ms=0) for number in range(size)
        ]

    deliver(live, user, [batch(1, 200)])
    with count_statements() as one:
        deliver(live, user, [batch(1, 1)])
    with count_statements() as many:
        deliver(live, user, [batch(50, 50)])
    assert one.total == many.total


def test_buckets_hold_the_delays_they_name() -> None:
    for seconds in (0, 1, 59, 3_600, 86_400 * 13):
        bucket = bucket_of(NOON, NOON + timedelta(seconds=seconds))
        low, high = bounds_of(bucket)
        assert low <= seconds < high
    assert bucket_of(NOON, None) == NOT_DONE
    assert bucket_of(NOON, NOON - timedelta(milliseconds=1)) == BEFORE
    assert bucket_of(NOON, NOON + WINDOW) < LATE
    assert bucket_of(NOON, NOON + WINDOW + timedelta(milliseconds=1)) >= LATE


def test_tour_of_a_visitor_becomes_the_known_users(live: Tenant) -> None:
    visitor, known = make_user(live, "u_visitor"), make_user(live, "u_known")
    deliver(
        live, visitor, [[event(1, 5, "tour_started", "around", None), event(2, 6, "step_seen", "around", "second")]]
    )
    with transaction() as session:
        merge_histories(session, live.environment, from_user=visitor.id, to_user=known.id)
    runs = [load_runs(db.session.connection(), live.environment.id, user.id) for user in (visitor, known)]
    assert [[run.step for run in each.values()] for each in runs] == [[], ["second"]]
