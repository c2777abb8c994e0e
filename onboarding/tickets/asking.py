"""What a request that is stored here has, whoever asks with it: a row, a reference, and its first two messages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store.ids import new_id
from onboarding.store.types import MILLISECOND
from onboarding.store.upsert import add_to_rows
from onboarding.tickets.authors import Author
from onboarding.tickets.models import Message, RequestCounter
from onboarding.tickets.statuses import TicketStatus
from onboarding.workspaces.profiles import normal_email

FIRST_REFERENCE = 1_001
LONGEST_SUBJECT = 80


def next_reference(session: Session, environment_id: int) -> str:
    """A reference never given before; no other is given in the environment until the transaction ends."""
    add_to_rows(session.connection(), RequestCounter, [{"environment_id": environment_id, "given": 1}], "given")
    given = session.scalars(select(RequestCounter.given).where(RequestCounter.environment_id == environment_id)).one()
    return f"R-{FIRST_REFERENCE + given - 1}"


def request_row(
    environment_id: int, source: str, client_id: str, *, subject: str, email: str | None, moment: datetime
) -> dict[str, Any]:
    """The columns of a ticket that is asked and acknowledged at this moment; the form is its channel, too."""
    return {
        "environment_id": environment_id,
        "source": source,
        "source_ticket_id": client_id,
        "requester_email": None if email is None else normal_email(email),
        "subject": subject,
        "status": TicketStatus.OPEN,
        "channel": source,
        "tags": [],
        "created_at": moment,
        "updated_at": moment,
        "acknowledged_at": moment,
        "reopens": 0,
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
