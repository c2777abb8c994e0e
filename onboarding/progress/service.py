"""Record events: the one door through which progress changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from onboarding.checklists.status import ChecklistStatus
from onboarding.events.check import Batch, Rejected
from onboarding.events.incoming import Incoming
from onboarding.events.service import store_new, store_rejected
from onboarding.people.models import User
from onboarding.people.queries import UserView
from onboarding.progress.consumers import consumers
from onboarding.progress.fold import Run, fold, settle
from onboarding.progress.live import live_in
from onboarding.progress.marks import Mark, makes_marks, marks_of
from onboarding.progress.rollups import apply_changes
from onboarding.progress.status import TourStatus, checklist_status, facts_of, tour_status
from onboarding.progress.storage import Change, load_runs, run_of, save_runs
from onboarding.store import transaction
from onboarding.store.prepared import Prepared
from onboarding.workspaces.queries import EnvironmentView

LOCK = Prepared(
    select(User.id)
    .where(User.environment_id == bindparam("environment_id"), User.id == bindparam("user_id"))
    .with_for_update()
)


@dataclass(frozen=True)
class Recorded:
    """What became of a batch."""

    accepted: int
    """Events stored now or before: a duplicate counts."""
    rejected: tuple[Rejected, ...]
    checklists: Mapping[str, ChecklistStatus]
    """State of every checklist the batch touched, by key."""
    tours: Mapping[str, TourStatus]


def record(environment: EnvironmentView, user: UserView, batch: Batch, moment: datetime) -> Recorded:
    """Store a batch and advance the user's sessions, in one transaction that is durable on return."""
    live = live_in(environment.id)
    with transaction() as session:
        store_rejected(session, environment.id, batch.rejected, moment)
        runs = record_events(session, environment, user, batch.events, moment)
    facts = facts_of(user)
    return Recorded(
        accepted=len(batch.events),
        rejected=batch.rejected,
        checklists={
            key: checklist_status(checklist, runs[checklist.content_id], facts, moment)
            for key, checklist in live.checklists.items()
            if checklist.content_id in runs
        },
        tours={key: tour_status(runs[tour.content_id]) for key, tour in live.tours.items() if tour.content_id in runs},
    )


def record_events(
    session: Session, environment: EnvironmentView, user: UserView, events: Sequence[Incoming], moment: datetime
) -> dict[str, Run]:
    """Store events and advance the user's sessions in the given transaction.

    Returns:
        The runs of every content the events touch, also where they were known already, by content id.
    """
    live = live_in(environment.id)
    marks = {event.id: tuple(marks_of(event, live)) for event in events if makes_marks(event.name, live)}
    touched = {mark.content_id for each in marks.values() for mark in each}
    if touched:
        lock_user(session, environment.id, user.id)
    fresh = store_new(session, environment.id, user.id, events, moment)
    news = [mark for event in fresh for mark in marks.get(event.id, ())]
    runs = _advance(session, environment, user, touched, news)
    takers = consumers()
    for event in fresh:  # after the runs, so that a search sees the task that its own batch opened
        if event.name in takers:
            takers[event.name](session, environment, user.id, event)
    return runs


def _advance(
    session: Session, environment: EnvironmentView, user: UserView, touched: Collection[str], marks: Sequence[Mark]
) -> dict[str, Run]:
    """The user's runs of the touched contents, with the marks taken in and written."""
    if not touched:
        return {}
    runs = load_runs(session.connection(), environment.id, user.id)
    changes = []
    for content_id in touched:
        before = run_of(runs, content_id)
        news = [mark for mark in marks if mark.content_id == content_id]
        if news:
            changes.append(Change(content_id, before, fold(before, news)))
    written = write_runs(session, environment, user, changes)
    return {content_id: written.get(content_id, run_of(runs, content_id)) for content_id in touched}


def write_runs(
    session: Session, environment: EnvironmentView, user: UserView, changes: Sequence[Change]
) -> dict[str, Run]:
    """Settle what follows from changed runs, store them, and keep the roll-ups in step.

    Returns:
        The runs as they were stored, by content id.
    """
    checklists = live_in(environment.id).checklists_by_id
    facts, segment = facts_of(user), segment_of(environment, user)
    settled = [
        replace(change, after=settle(change.after, checklists[change.content_id], facts, segment=segment))
        if change.content_id in checklists
        else change
        for change in changes
    ]
    counted = [each for each in settled if each.content_id in checklists]
    apply_changes(session, environment.id, [(checklists[each.content_id], each.before, each.after) for each in counted])
    save_runs(session, environment.id, user.id, settled)
    return {each.content_id: each.after for each in settled}


def segment_of(environment: EnvironmentView, user: UserView) -> str:
    """The user's segment in figures: the environment's segment trait, of the user or else of the company."""
    name = environment.segment_trait
    value = user.traits.get(name, user.company_traits.get(name))
    return "" if value is None else str(value)[:80]


def lock_user(session: Session, environment_id: int, user_id: int) -> None:
    """Let no other transaction write this user's progress until this one ends.

    SQLite has one writer anyway; on PostgreSQL the row lock also covers sessions that do not exist yet.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        LOCK.rows(connection, {"environment_id": environment_id, "user_id": user_id})
