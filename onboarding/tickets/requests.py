"""Requests: what users ask with the widget. Stored once, acknowledged at once, told by a reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.people.queries import UserView
from onboarding.people.storage import lock_user
from onboarding.store import transaction
from onboarding.store.ids import new_id
from onboarding.store.upsert import insert_new
from onboarding.tickets.acknowledgement import acknowledgement
from onboarding.tickets.asking import first_words, next_reference, request_row, thread_of
from onboarding.tickets.authors import Author
from onboarding.tickets.incoming import WIDGET
from onboarding.tickets.matching import IDENTITY
from onboarding.tickets.models import Message, Ticket
from onboarding.tickets.stamping import stamp
from onboarding.web.problems import Problem
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a user asks, and where they were when asking."""

    client_id: str
    """Made by the widget with the form, so that a second attempt is the same request."""
    message: str
    subject: str | None = None
    email: str | None = None
    """Where to answer; unproven, so it is never matched to anybody."""
    url: str | None = None
    help_session: str | None = None
    search: str | None = None
    article: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What the user is told at once; the JSON object of the answer."""

    id: str
    reference: str
    acknowledged_at: datetime
    text: str


def ask(environment: EnvironmentView, user: UserView, question: Question, moment: datetime) -> tuple[Receipt, bool]:
    """Store a request with its thread; the receipt, and whether it was new.

    A repeat gets the receipt of the first time.

    Raises:
        Problem: 409 when another user's request has the id.
    """
    with transaction() as session:
        user = lock_user(session.connection(), environment.id, user)
        earlier = _receipt(session, environment.id, user, question)
        if earlier is not None:
            return earlier, False
        ticket_id, reference = new_id("tkt", moment), next_reference(session, environment.id)
        row = _ticket_row(environment.id, user, question, moment) | {"id": ticket_id, "reference": reference}
        if insert_new(session.connection(), Ticket, [row], returning="id"):
            stamp(session, session.get_one(Ticket, (environment.id, ticket_id)))
            email = row["requester_email"]
            text = acknowledgement(environment, user.locale, reference=reference, email=email)
            session.add_all(thread_of(environment.id, ticket_id, question.message, text, moment))
            return Receipt(ticket_id, reference, moment, text), True
        earlier = _receipt(session, environment.id, user, question)  # the same request came in twice at once
        if earlier is None:
            raise LookupError(f"request {question.client_id} was not stored")
        return earlier, False


def _receipt(session: Session, environment_id: int, user: UserView, question: Question) -> Receipt | None:
    row = session.execute(
        select(Ticket.id, Ticket.reference, Ticket.acknowledged_at, Message.body, Ticket.user_id)
        .join(Message, (Message.environment_id == Ticket.environment_id) & (Message.ticket_id == Ticket.id))
        .where(
            Ticket.environment_id == environment_id,
            Ticket.source == WIDGET,
            Ticket.source_ticket_id == question.client_id,
            Message.author == Author.HANDRAIL,
        )
    ).one_or_none()
    if row is None:
        return None
    if row.user_id != user.id:
        raise Problem(409, "request_id_taken", "That id belongs to another request.")
    if row.reference is None or row.acknowledged_at is None:
        raise LookupError(f"request {row.id} was never acknowledged")
    return Receipt(row.id, row.reference, row.acknowledged_at, row.body)


def _ticket_row(environment_id: int, user: UserView, question: Question, moment: datetime) -> dict[str, Any]:
    subject, email = question.subject or first_words(question.message), question.email or user.email
    return {
        **request_row(environment_id, WIDGET, question.client_id, subject=subject, email=email, moment=moment),
        "user_id": user.id,
        "matched_by": IDENTITY,
        "requester_external_id": user.external_id,
        "page_url": question.url,
        "help_session": question.help_session,
        "search_id": question.search,
        "article_id": question.article,
    }
