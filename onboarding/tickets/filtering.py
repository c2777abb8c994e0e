"""Which tickets of a list are wanted: by what they say, how they stand, whose they are, which task was open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, or_, select

from onboarding.content.models import Content
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.statuses import TicketStatus

LONGEST_TEXT = 200
SOUGHT = (
    *(Ticket.subject, Ticket.reference, Ticket.source_ticket_id),
    *(Ticket.requester_email, Ticket.requester_external_id),
)
Match = Literal["matched", "unmatched"]
COUNTED = Ticket.status != TicketStatus.IGNORED
"""Of every figure: what a desk ignored (spam, deleted) is kept, but nobody asked anything."""


@dataclass(frozen=True)
class TicketFilter:
    """What every ticket of a list has in common; what is None, or empty, does not matter."""

    text: str = ""
    """Part of its subject, its numbers, or its requester's address or id."""
    status: TicketStatus | None = None
    match: Match | None = None
    open_task: tuple[str, str] | None = None
    """Keys of a checklist and of the task that was open in it."""

    def __bool__(self) -> bool:
        return self != EVERY_TICKET

    def conditions(self, workspace_id: int) -> list[ColumnElement[bool]]:
        """What a row of `Ticket` has to fulfil."""
        wanted: list[ColumnElement[bool]] = []
        if self.text:
            wanted.append(or_(*(column.icontains(self.text, autoescape=True) for column in SOUGHT)))
        if self.status is not None:
            wanted.append(Ticket.status == self.status)
        if self.match is not None:
            unmatched = Ticket.matched_by == "unmatched"
            wanted.append(unmatched if self.match == "unmatched" else ~unmatched)
        if self.open_task is not None:
            wanted.append(_had_open(workspace_id, *self.open_task))
        return wanted


EVERY_TICKET = TicketFilter()


def _had_open(workspace_id: int, checklist: str, task: str) -> ColumnElement[bool]:
    return (
        select(TicketStamp.ticket_id)
        .join(Content, Content.id == TicketStamp.checklist_id)
        .where(
            Content.workspace_id == workspace_id,
            Content.key == checklist,
            TicketStamp.environment_id == Ticket.environment_id,
            TicketStamp.ticket_id == Ticket.id,
            TicketStamp.open_task == task,
        )
        .exists()
    )
