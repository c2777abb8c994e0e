"""Record events: the one door through which progress changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.checklists.status import ChecklistStatus
from onboarding.events.batch import Batch, Rejected
from onboarding.events.incoming import Incoming
from onboarding.events.service import store_new, store_rejected
from onboarding.people.queries import UserView
from onboarding.people.storage import lock_user
from onboarding.progress.advance import advance
from onboarding.progress.consumers import Consumer, consumers
from onboarding.progress.live import live_in
from onboarding.progress.marks import makes_marks, marks_of
from onboarding.progress.runs import Run
from onboarding.progress.status import TourStatus, checklist_status, facts_of, tour_status
from onboarding.store import transaction
from onboarding.workspaces.queries import EnvironmentView


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
        user = lock_user(session.connection(), environment.id, user)
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

    Args:
        session: in a transaction that has locked the user's row.
        environment: of the user.
        user: who did it.
        events: each once.
        moment: now.

    Returns:
        The runs of every content the events touch, also where they were known already, by content id.
    """
    live = live_in(environment.id)
    marks = {event.id: tuple(marks_of(event, live)) for event in events if makes_marks(event.name, live)}
    touched = {mark.content_id for each in marks.values() for mark in each}
    connection = session.connection()
    fresh = store_new(connection, environment.id, user.id, events, moment)
    news = [mark for event in fresh for mark in marks.get(event.id, ())]
    runs = advance(connection, environment, user, touched, news)
    _hand_on(session, environment, user.id, fresh)  # after the runs: a search sees the task its own batch opened
    return runs


def _hand_on(session: Session, environment: EnvironmentView, user_id: int, events: Sequence[Incoming]) -> None:
    takers = consumers()
    taken: dict[Consumer, list[Incoming]] = {}
    for event in events:
        if event.name in takers:
            taken.setdefault(takers[event.name], []).append(event)
    for take, theirs in taken.items():
        take(session, environment, user_id, theirs)
