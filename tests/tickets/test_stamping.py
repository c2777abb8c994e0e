"""Stamps against an oracle that reads the user's history in order up to the ticket, as a person would."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from sqlalchemy import delete

from onboarding.content.service import push
from onboarding.events.batch import Batch
from onboarding.events.incoming import Incoming
from onboarding.events.models import DailyEventCount, Event
from onboarding.people.queries import user_by_external_id
from onboarding.people.service import keep_identity
from onboarding.progress.models import MaskRollup, Session, TaskRollup, TaskState
from onboarding.progress.outcomes import Outcome
from onboarding.progress.service import record
from onboarding.store import transaction
from onboarding.store.types import from_milliseconds
from onboarding.tickets.incoming import IncomingTicket, Requester
from onboarding.tickets.listing import ticket_by_id
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.service import receive
from onboarding.tickets.views import StampView
from onboarding.workspaces.identity import Identity
from tests.conftest import NOON, Tenant
from tests.progress.histories import MINUTES, ORIGIN, TASKS, done_now, first_completions, first_start, histories
from tests.tickets.conftest import at, make_user
from tests.tickets.histories import do, do_task, start_checklist

OPTIONAL = {"extra"}
MOVES = ("checklist_dismissed", "checklist_reopened", "checklist_snoozed")


def ask(tenant: Tenant, created_at: datetime, **fields: object) -> Sequence[StampView]:
    """The stamps of a ticket of the user's."""
    ticket = IncomingTicket(
        source="zendesk",
        source_ticket_id="1",
        requester=Requester(external_id="u_1"),
        status="open",
        created_at=created_at,
        **fields,  # type: ignore[arg-type]
    )
    view = ticket_by_id(tenant.environment, receive(tenant.environment, ticket).ticket_id)
    assert view is not None
    return view.stamps


def forget_everything() -> None:
    with transaction() as session:
        for model in (TicketStamp, Ticket, Event, DailyEventCount, TaskState, Session, TaskRollup, MaskRollup):
            session.execute(delete(model))


def oracle(history: Sequence[Incoming], moment: datetime) -> StampView | None:
    """Where a pro user stood: forget what came after the moment, and read the rest in order."""
    past = [each for each in history if from_milliseconds(each.occurred_ms) <= moment]
    started_at, done = first_start(past), first_completions(past)
    if started_at is None:
        return None
    last = max([started_at, *done.values()])
    outcome = Outcome.STALLED if moment - last >= timedelta(days=7) else Outcome.IN_PROGRESS
    moves = sorted((each.occurred_ms, each.id, each.name) for each in past if each.name in MOVES)
    if moves and moves[-1][2] == "checklist_dismissed":
        outcome = Outcome.DISMISSED
    if set(TASKS) - OPTIONAL <= set(done):
        outcome = Outcome.COMPLETED
    ticked = done_now(past)
    open_task = next((task for task in TASKS if task not in ticked), None)
    minutes = int((moment - last).total_seconds() // 60)
    return StampView("start", 1, "pro", started_at, open_task, outcome, minutes)


@settings(max_examples=60)
@given(history=histories(), minute=MINUTES)
def test_stamp_is_where_the_user_stood_when_the_ticket_was_created(
    live: Tenant, history: list[Incoming], minute: int
) -> None:
    moment = from_milliseconds(ORIGIN + minute * 60_000)
    user = make_user(live)
    forget_everything()
    record(live.environment, user, Batch(tuple(history), ()), NOON)
    wanted = oracle(history, moment)
    assert list(ask(live, moment)) == ([] if wanted is None else [wanted])


def test_ticket_of_nobody_has_no_stamps(live: Tenant) -> None:
    start_checklist(live, make_user(live), at(-60))
    assert len(ask(live, at(0))) == 1
    nobody = IncomingTicket(
        source="zendesk", source_ticket_id="1", requester=Requester(), status="open", created_at=at(0), updated_at=at(1)
    )
    view = ticket_by_id(live.environment, receive(live.environment, nobody).ticket_id)
    assert view is not None
    assert view.stamps == []


def test_stamp_is_kept_while_user_and_creation_stay_the_same(live: Tenant) -> None:
    """What arrives late about that time must not move a ticket from one task to another while it is worked on."""
    user = make_user(live)
    start_checklist(live, user, at(-60))
    first = ask(live, at(0), updated_at=at(1))
    do_task(live, user, at(-30), "by-hand")
    assert ask(live, at(0), updated_at=at(2), subject="changed") == first
    moved = ask(live, at(-10), updated_at=at(3))
    assert (first[0].open_task, moved[0].open_task) == ("by-hand", "by-event")
    assert moved[0].minutes_since_progress == 20


def test_stamp_of_each_outcome(live: Tenant) -> None:
    user = make_user(live)
    assert ask(live, at(-120), updated_at=at(1)) == []
    start_checklist(live, user, at(-60))
    assert [each.outcome for each in ask(live, at(-50), updated_at=at(2))] == ["in_progress"]
    do(live, user, at(-40), "checklist_dismissed")
    assert [each.outcome for each in ask(live, at(-30), updated_at=at(3))] == ["dismissed"]
    for task in TASKS:
        do_task(live, user, at(-20), task)
    assert [(each.outcome, each.open_task) for each in ask(live, at(0), updated_at=at(4))] == [("completed", None)]


def test_task_that_a_user_is_not_shown_is_not_open(live: Tenant) -> None:
    with transaction() as session:
        identity = Identity(external_id="u_1", traits={"plan": "free"})
        keep_identity(session, live.environment.id, identity, NOON)
    user = user_by_external_id(live.environment.id, "u_1")
    assert user is not None
    start_checklist(live, user, at(-60))
    for task in ("by-hand", "by-event", "by-url", "by-tour"):
        do_task(live, user, at(-20), task)
    assert [(each.outcome, each.open_task) for each in ask(live, at(0))] == [("completed", "extra")]


def test_who_completed_stays_completed_when_a_task_is_added(live: Tenant, tmp_path: Path) -> None:
    user = make_user(live)
    start_checklist(live, user, at(-60))
    for task in TASKS:
        do_task(live, user, at(-50), task)
    republish(live, tmp_path, [*({"key": task, "title": task} for task in TASKS), {"key": "new", "title": "New"}])
    do(live, user, at(-40), "checklist_reopened")
    assert [(each.outcome, each.open_task) for each in ask(live, at(0))] == [("completed", "new")]


def test_who_has_nothing_required_to_do_has_not_completed(live: Tenant, tmp_path: Path) -> None:
    republish(live, tmp_path, [{"key": "extra", "title": "Extra", "optional": True}])
    user = make_user(live)
    start_checklist(live, user, at(-60))
    assert [(each.outcome, each.open_task) for each in ask(live, at(0))] == [("in_progress", "extra")]


def republish(tenant: Tenant, folder: Path, tasks: Sequence[Mapping[str, object]]) -> None:
    """Publish the checklist with these tasks."""
    body = {"key": "start", "title": "Get started", "tasks": tasks}
    (folder / "checklists" / "content.yaml").write_text(json.dumps(body))
    push(folder, tenant.environment, actor="test")
