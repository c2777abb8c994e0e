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
from onboarding.store.types import MILLISECOND
from onboarding.store.upsert import add_to_rows, insert_new
from onboarding.tickets.acknowledgement import acknowledgement
from onboarding.tickets.authors import Author
from onboarding.tickets.incoming import WIDGET
from onboarding.tickets.matching import IDENTITY
from onboarding.tickets.models import Message, RequestCounter, Ticket
from onboarding.tickets.stamping import stamp
from onboarding.tickets.statuses import TicketStatus
from onboarding.web.problems import Problem
from onboarding.workspaces.profiles import normal_email
from onboarding.workspaces.queries import EnvironmentView

FIRST_REFERENCE = 1_001
LONGEST_SUBJECT = 80


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


def next_reference(session: Session, environment_id: int) -> str:
    """A reference never given before; no other is given in the environment until the transaction ends."""
    add_to_rows(session.connection(), RequestCounter, [{"environment_id": environment_id, "given": 1}], "given")
    given = session.scalars(select(RequestCounter.given).where(RequestCounter.environment_id == environment_id)).one()
    return f"R-{FIRST_REFERENCE + given - 1}"


def _ticket_row(environment_id: int, user: UserView, question: Question, moment: datetime) -> dict[str, Any]:
    email = question.email or user.email
    return {
        "environment_id": environment_id,
        "source": WIDGET,
        "source_ticket_id": question.client_id,
        "user_id": user.id,
        "matched_by": IDENTITY,
        "requester_external_id": user.external_id,
        "requester_email": None if email is None else normal_email(email),
        "subject": question.subject or first_words(question.message),
        "status": TicketStatus.OPEN,
        "channel": WIDGET,
        "tags": [],
        "page_url": question.url,
        "created_at": moment,
        "updated_at": moment,
        "acknowledged_at": moment,
        "reopens": 0,
        "help_session": question.help_session,
        "search_id": question.search,
        "article_id": question.article,
        "extra": {},
        "received_at": moment,
    }


def first_words(message: str) -> str:
    """What a list shows of a message that came without a subject; the widget's form asks for none."""
    line = " ".join(message.split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rsplit(" ", 1)[0] + "…"


def thread_of(environment_id: int, ticket_id: str, message: str, answer: str, moment: datetime) -> list[Message]:
    """A request's first two messages: what was asked, and what was answered at once."""
    # Ids made in the same millisecond are in no order; the answer's is a millisecond later, so that it comes second.
    return [
        Message(
            environment_id=environment_id,
            ticket_id=ticket_id,
            id=new_id("msg", moment + index * MILLISECOND),
            author=author,
            body=body,
            created_at=moment,
        )
        for index, (author, body) in enumerate([(Author.USER, message), (Author.HANDRAIL, answer)])
    ]
