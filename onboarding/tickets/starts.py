"""Starts that become known after the tickets they are about: those tickets get the stamps they still lack.

Events come late, and a browser in which somebody started long ago may be identified today. Stamps there are stay as
they are: what was open when a ticket was written is not what turns out later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.progress import models as progress
from onboarding.progress.consumers import Consumer
from onboarding.progress.history import History
from onboarding.progress.live import live_in
from onboarding.tickets.filtering import COUNTED
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.stamping import stamp_of
from onboarding.workspaces.queries import EnvironmentView

STARTED = "checklist_started"


def take_starts(session: Session, environment: EnvironmentView, user_id: int, _events: Sequence[Incoming]) -> None:
    """Stamp what the user asked after a start that the events tell of."""
    stamp_since_starts(session, environment.id, user_id)


CONSUMERS: dict[str, Consumer] = {STARTED: take_starts}
"""Who takes which event."""


def stamp_since_starts(session: Session, environment_id: int, user_id: int) -> None:
    """Give the user's tickets the stamps they lack; the user's row is locked, and the runs are written.

    One statement where no ticket lacks any, and as many as for one ticket where many do.
    """
    lacking = _lacking(session, environment_id, user_id)
    if not lacking:
        return
    history = History(environment_id, user_id)
    session.add_all(
        stamp_of(environment_id, ticket_id, user_id, created_at, standing)
        for (ticket_id, created_at), checklist_ids in lacking.items()
        for standing in history.standings(created_at)
        if standing.checklist_id in checklist_ids
    )
    session.flush()


def _lacking(session: Session, environment_id: int, user_id: int) -> dict[tuple[str, datetime], set[str]]:
    """Ids of the checklists in which the user had started before a ticket that has no stamp of it, by ticket."""
    run = progress.Session
    stamped = exists().where(
        TicketStamp.environment_id == environment_id,
        TicketStamp.ticket_id == Ticket.id,
        TicketStamp.checklist_id == run.content_id,
    )
    rows = session.execute(
        select(Ticket.id, Ticket.created_at, run.content_id)
        .join(run, (run.environment_id == Ticket.environment_id) & (run.user_id == Ticket.user_id))
        .where(
            Ticket.environment_id == environment_id,
            Ticket.user_id == user_id,
            COUNTED,
            run.run == progress.FIRST_RUN,
            run.content_id.in_(live_in(environment_id).checklists_by_id),
            run.started_at <= Ticket.created_at,
            ~stamped,
        )
        .with_for_update(of=Ticket)  # a version of it that finds another user comes before or after
    )
    found: dict[tuple[str, datetime], set[str]] = {}
    for ticket_id, created_at, content_id in rows:
        found.setdefault((ticket_id, created_at), set()).add(content_id)
    return found
