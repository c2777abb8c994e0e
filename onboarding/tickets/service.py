"""Writes of tickets: a version of one comes in, and the newest stays, whatever the order they came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.people.storage import hold_user
from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.store.types import from_milliseconds, to_milliseconds
from onboarding.store.upsert import insert_new
from onboarding.tickets.incoming import IncomingTicket, Requester, refuse_future
from onboarding.tickets.matching import Match, match
from onboarding.tickets.models import Ticket
from onboarding.tickets.stamping import basis_of, stamp
from onboarding.tickets.statuses import normalise
from onboarding.workspaces.profiles import normal_email
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True, slots=True)
class Kept:
    """What a version did to the stored ticket."""

    ticket_id: str
    change: Literal["created", "updated", "unchanged"]


def receive(environment: EnvironmentView, incoming: IncomingTicket) -> Kept:
    """Take in one version of a ticket; raises FutureTimeError for one dated in the future."""
    with transaction() as session:
        return keep(session, environment.id, incoming, now())


def keep(session: Session, environment_id: int, incoming: IncomingTicket, moment: datetime) -> Kept:
    """Take in one version in the caller's transaction; an older one than the stored changes nothing.

    Raises:
        FutureTimeError: it tells of something later than `moment`.
    """
    refuse_future(incoming, moment)
    matched = match(environment_id, incoming.requester)
    if matched.user_id is not None:  # whose start may just be told of, by somebody who cannot see this yet
        hold_user(session.connection(), environment_id, matched.user_id)
    columns = _columns(incoming, matched)
    ticket = _stored(session, environment_id, incoming)
    if ticket is not None:
        return _update(session, ticket, columns)
    ticket_id = new_id("tkt", moment)
    row = {"environment_id": environment_id, "id": ticket_id, "received_at": moment, **columns}
    made = insert_new(session.connection(), Ticket, [row], returning="id")
    ticket = _stored(session, environment_id, incoming)
    if ticket is None:
        raise LookupError(f"ticket {incoming.source}/{incoming.source_ticket_id} was not stored")
    if not made:  # another writer was faster
        return _update(session, ticket, columns)
    stamp(session, ticket)
    return Kept(ticket_id, "created")


def _update(session: Session, ticket: Ticket, columns: dict[str, Any]) -> Kept:
    if columns["updated_at"] < ticket.updated_at:
        return Kept(ticket.id, "unchanged")
    before = basis_of(ticket)
    for name, value in columns.items():
        setattr(ticket, name, value)
    if not session.is_modified(ticket):
        return Kept(ticket.id, "unchanged")
    session.flush()
    if basis_of(ticket) != before:
        stamp(session, ticket)
    return Kept(ticket.id, "updated")


def _stored(session: Session, environment_id: int, incoming: IncomingTicket) -> Ticket | None:
    return session.scalar(
        select(Ticket)
        .where(
            Ticket.environment_id == environment_id,
            Ticket.source == incoming.source,
            Ticket.source_ticket_id == incoming.source_ticket_id,
        )
        .with_for_update()
    )


def _columns(incoming: IncomingTicket, match: Match) -> dict[str, Any]:
    return {
        "source": incoming.source,
        "source_ticket_id": incoming.source_ticket_id,
        **_requester(incoming.requester, match),
        "subject": incoming.subject,
        "status": normalise(incoming.status),
        "raw_status": incoming.status,
        "channel": incoming.channel,
        "priority": incoming.priority,
        "tags": list(incoming.tags),
        "url": incoming.url,
        "page_url": incoming.page_url,
        "created_at": _as_stored(incoming.created_at),
        "updated_at": _as_stored(incoming.version_at),
        "first_reply_at": _as_stored(incoming.first_reply_at),
        "solved_at": _as_stored(incoming.solved_at),
        "reopens": incoming.reopens,
        "satisfaction": incoming.satisfaction,
        "help_session": incoming.help_session,
        "extra": dict(incoming.extra),
    }


def _requester(requester: Requester, match: Match) -> dict[str, Any]:
    """Who asked, as the desk says and as we know them."""
    return {
        "user_id": match.user_id,
        "matched_by": match.by,
        "requester_external_id": requester.external_id,
        "requester_email": None if requester.email is None else normal_email(requester.email),
    }


def _as_stored(moment: datetime | None) -> datetime | None:
    # To the millisecond, so that the same version is seen to be the same.
    return None if moment is None else from_milliseconds(to_milliseconds(moment))
