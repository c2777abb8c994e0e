"""Reads of how much users asked while a task was open: counts of their tickets and their searches.

Only the window after a user's own start counts, so that early and late starters had the same time to ask. Every
function is one statement, whatever the number of checklists and tasks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select

from onboarding.help.usage.models import Search
from onboarding.insights.funnels.criteria import in_window, of_cohort, stamps_of, started_in
from onboarding.insights.funnels.scope import Scope
from onboarding.progress.models import Session, session_of
from onboarding.store import db
from onboarding.tickets.models import TicketStamp

TOP = 5
"""Searches listed per task."""


@dataclass(frozen=True, slots=True)
class TicketCount:
    """Tickets of users who had a task open."""

    checklist_id: str
    task: str | None
    """None: nothing was left to do."""
    is_open: bool
    """Whether the users' window still runs."""
    tickets: int
    users: int


@dataclass(frozen=True, slots=True)
class SearchCount:
    """What was sought while a task was open."""

    checklist_id: str
    task: str
    query: str
    times: int
    users: int
    results: int
    """The most results it ever had."""
    opened: int
    """How often a result was opened."""


def ticket_counts(
    environment_id: int, checklist_ids: Collection[str], scope: Scope, *, task: str | None = None
) -> list[TicketCount]:
    """Tickets and the users who wrote them, by the task that was open; of one task where it is named."""
    is_open = case((Session.started_at >= scope.open_from, 1), else_=0)
    keys = (TicketStamp.checklist_id, TicketStamp.open_task, is_open)
    criteria = stamps_of(environment_id, checklist_ids, scope)
    if task is not None:
        criteria.append(TicketStamp.open_task == task)
    statement = select(*keys, func.count(), func.count(TicketStamp.user_id.distinct())).where(*criteria).group_by(*keys)
    rows = db.session.execute(statement)
    return [TicketCount(checklist, key, bool(young), *counts) for checklist, key, young, *counts in rows]


def search_counts(
    environment_id: int, checklist_ids: Collection[str], scope: Scope, *, task: str | None = None, top: int = TOP
) -> list[SearchCount]:
    """The `top` most frequent queries of each task, or of the one that is named, by users of the scope's cohort."""
    sought = (
        Search.environment_id == environment_id,
        Search.checklist_id.in_(checklist_ids),
        Search.open_task.is_not(None) if task is None else Search.open_task == task,
        session_of(Search.environment_id, Search.user_id, Search.checklist_id),
        *started_in(scope),
        of_cohort(scope),
        *in_window(Search.settled_at),
    )
    counted = _ranked().where(*sought).subquery()
    rows = db.session.execute(select(counted).where(counted.c.place <= top).order_by(counted.c.place))
    return [SearchCount(*row[:-1]) for row in rows]


def _ranked() -> Select[*tuple[Any, ...]]:
    """Queries by task with their counts, each with its place among those of its task: the most frequent first."""
    keys = (Search.checklist_id, Search.open_task, Search.normalised)
    times = func.count()
    place = func.row_number().over(partition_by=keys[:2], order_by=(times.desc(), Search.normalised))
    return select(
        *keys,
        times.label("times"),
        func.count(Search.user_id.distinct()).label("users"),
        func.max(Search.results).label("results"),
        func.count(Search.opened_article_id).label("opened"),
        place.label("place"),
    ).group_by(*keys)
