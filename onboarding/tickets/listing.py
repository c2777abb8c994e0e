"""Reads of single tickets and pages of them; each takes the same few statements however many rows there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Result, Row, func, select, tuple_

from onboarding.content.models import Content
from onboarding.people.models import User
from onboarding.progress.models import Session, session_of
from onboarding.store import db
from onboarding.tickets.filtering import COUNTED, EVERY_TICKET, TicketFilter
from onboarding.tickets.models import Message, Ticket, TicketStamp
from onboarding.tickets.views import (
    MatchView,
    MessageView,
    Page,
    RequesterView,
    StampView,
    ThreadView,
    TicketView,
)
from onboarding.web.paging import Cursor, page_of
from onboarding.workspaces.queries import EnvironmentView

PLAIN = (
    Ticket.id,
    Ticket.source,
    Ticket.source_ticket_id,
    Ticket.reference,
    Ticket.subject,
    Ticket.status,
    Ticket.raw_status,
    Ticket.channel,
    Ticket.priority,
    Ticket.tags,
    Ticket.url,
    Ticket.page_url,
    Ticket.created_at,
    Ticket.updated_at,
    Ticket.acknowledged_at,
    Ticket.first_reply_at,
    Ticket.solved_at,
    Ticket.reopens,
    Ticket.satisfaction,
    Ticket.help_session,
    Ticket.search_id.label("search"),
    Ticket.article_id.label("article"),
    Ticket.extra,
    Ticket.received_at,
)
TICKETS = select(*PLAIN, Ticket.requester_external_id, Ticket.requester_email, Ticket.matched_by, User.external_id)
TICKETS = TICKETS.outerjoin(User, (User.environment_id == Ticket.environment_id) & (User.id == Ticket.user_id))


def ticket_page(
    environment: EnvironmentView, *, limit: int, after: Cursor | None = None, wanted: TicketFilter = EVERY_TICKET
) -> Page:
    """At most `limit` of the tickets that are wanted, created before the cursor's, newest first."""
    of_list = (Ticket.environment_id == environment.id, *wanted.conditions(environment.workspace_id))
    statement = TICKETS.where(*of_list)
    if after is not None:
        statement = statement.where(tuple_(Ticket.created_at, Ticket.id) < (after.created_at, after.id))
    rows = db.session.execute(statement.order_by(Ticket.created_at.desc(), Ticket.id.desc()).limit(limit + 1)).all()
    shown, next_cursor = page_of(rows, limit, lambda row: Cursor(row.created_at, row.id))
    stamps = _stamps(environment, [row.id for row in shown])
    return Page([TicketView(**_fields(row, stamps)) for row in shown], next_cursor)


def ticket_by_id(environment: EnvironmentView, ticket_id: str) -> ThreadView | None:
    """A ticket of the environment with its thread."""
    if not ticket_id.isprintable():  # PostgreSQL takes no NUL, not even to compare
        return None
    row = db.session.execute(
        TICKETS.where(Ticket.environment_id == environment.id, Ticket.id == ticket_id)
    ).one_or_none()
    if row is None:
        return None
    stamps = _stamps(environment, [ticket_id])
    return ThreadView(**_fields(row, stamps), messages=_messages(environment.id, ticket_id))


def requests_after(environment: EnvironmentView, article_ids: Collection[str]) -> dict[str, int]:
    """How many requests were made right after reading each of the articles; those with none are left out."""
    rows = db.session.execute(
        select(Ticket.article_id, func.count())
        .where(Ticket.environment_id == environment.id, Ticket.article_id.in_(article_ids), COUNTED)
        .group_by(Ticket.article_id)
    )
    return {str(row.article_id): row[1] for row in rows}


def _fields(row: Row[Any], stamps: dict[str, list[StampView]]) -> dict[str, Any]:
    values = row._asdict()
    return {
        **{column.key: values[column.key] for column in PLAIN},
        "requester": RequesterView(row.requester_external_id, row.requester_email),
        "match": MatchView(row.matched_by, row.external_id),
        "stamps": stamps.get(row.id, []),
    }


def _stamps(environment: EnvironmentView, ticket_ids: Collection[str]) -> dict[str, list[StampView]]:
    rows: Result[Any] = db.session.execute(
        select(
            TicketStamp.ticket_id,
            Content.key,
            Session.version,
            Session.segment,
            Session.started_at,
            TicketStamp.open_task,
            TicketStamp.outcome,
            TicketStamp.minutes_since_progress,
        )
        .join(Content, Content.id == TicketStamp.checklist_id)
        .join(Session, session_of(TicketStamp.environment_id, TicketStamp.user_id, TicketStamp.checklist_id))
        .where(
            Content.workspace_id == environment.workspace_id,
            TicketStamp.environment_id == environment.id,
            TicketStamp.ticket_id.in_(ticket_ids),
        )
        .order_by(Content.key)
    )
    found: dict[str, list[StampView]] = {}
    for row in rows:
        found.setdefault(row.ticket_id, []).append(StampView(*tuple(row)[1:]))
    return found


def _messages(environment_id: int, ticket_id: str) -> Sequence[MessageView]:
    rows = db.session.execute(
        select(Message.id, Message.author, Message.body, Message.created_at)
        .where(Message.environment_id == environment_id, Message.ticket_id == ticket_id)
        .order_by(Message.created_at, Message.id)
    )
    return [MessageView(*row) for row in rows]
