"""Reads of what was asked while a task was open: the tickets behind its figures, their tags, and the searches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from onboarding.insights.funnels.contact_counts import SearchCount, search_counts
from onboarding.insights.funnels.criteria import Criteria, of_cohort, stamps_of
from onboarding.insights.funnels.queries import live_checklist
from onboarding.insights.funnels.scope import Scope
from onboarding.progress.outcomes import Outcome
from onboarding.store import db
from onboarding.tickets.models import Ticket, TicketStamp
from onboarding.tickets.statuses import TicketStatus
from onboarding.workspaces.queries import EnvironmentView

NEWEST = 50
"""Tickets listed."""
TOP_SEARCHES = 25
TOP_TAGS = 15
TAGGED = 1_000
"""Tickets whose tags are counted: the newest."""
NEWEST_FIRST = (Ticket.created_at.desc(), Ticket.id.desc())


@dataclass(frozen=True)
class AskedTicket:
    """A ticket opened while the task was open."""

    id: str
    reference: str | None
    source: str
    source_ticket_id: str
    subject: str | None
    status: TicketStatus
    created_at: datetime
    outcome: Outcome
    """Of the checklist, at that moment."""
    minutes_since_progress: int


@dataclass(frozen=True)
class Questions:
    """What was asked while one task was open."""

    tickets: Sequence[AskedTicket]
    """The newest."""
    tags: Sequence[tuple[str, int]]
    """The most frequent tags of the newest tickets, with how many carry them."""
    tagged: int
    """Of how many tickets at most the tags were counted."""
    searches: Sequence[SearchCount]
    """The most frequent."""


def questions(environment: EnvironmentView, key: str, task: str, scope: Scope) -> Questions:
    """What the scope's cohort asked while a task of a checklist was open; raises NotFoundError for an unknown one."""
    checklist = live_checklist(environment, key)
    asked = _asked(environment.id, checklist.content_id, task, scope)
    searches = search_counts(environment.id, [checklist.content_id], scope, task=task, top=TOP_SEARCHES)
    return Questions(
        tickets=_newest(asked),
        tags=_tags(asked).most_common(TOP_TAGS),
        tagged=TAGGED,
        searches=searches,
    )


def _newest(asked: Criteria) -> list[AskedTicket]:
    rows = db.session.execute(
        select(
            Ticket.id,
            Ticket.reference,
            Ticket.source,
            Ticket.source_ticket_id,
            Ticket.subject,
            Ticket.status,
            Ticket.created_at,
            TicketStamp.outcome,
            TicketStamp.minutes_since_progress,
        )
        .join(TicketStamp, _stamp_of_ticket())
        .where(*asked)
        .order_by(*NEWEST_FIRST)
        .limit(NEWEST)
    )
    return [AskedTicket(*row) for row in rows]


def _tags(asked: Criteria) -> Counter[str]:
    # Neither database counts what is inside JSON in the other's words, so the lists come here; but not all there are.
    lists = db.session.scalars(
        select(Ticket.tags).join(TicketStamp, _stamp_of_ticket()).where(*asked).order_by(*NEWEST_FIRST).limit(TAGGED)
    )
    return Counter(tag for tags in lists for tag in sorted(set(tags)))


def _asked(environment_id: int, checklist_id: str, task: str, scope: Scope) -> Criteria:
    return [
        *stamps_of(environment_id, [checklist_id], scope),
        of_cohort(scope),
        TicketStamp.open_task == task,
    ]


def _stamp_of_ticket() -> ColumnElement[bool]:
    return (TicketStamp.environment_id == Ticket.environment_id) & (TicketStamp.ticket_id == Ticket.id)
