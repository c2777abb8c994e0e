"""Reads of the search log for its report: each is one statement, whatever the number of searches and queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, func, or_, select, type_coerce

from onboarding.content.models import Content
from onboarding.help.models import Search
from onboarding.insights.search_scope import Order, QueryCursor, SearchScope
from onboarding.store import reading
from onboarding.store.types import MILLISECOND
from onboarding.tickets.models import Ticket
from onboarding.workspaces.models import Environment
from onboarding.workspaces.queries import EnvironmentView

SESSION = timedelta(minutes=30)
"""After so long without help activity a help session is over: what a user asks later is another visit's question."""
THOUSANDTHS = 1_000
Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class QueryCount:
    """Searches for one normalised query."""

    query: str
    searches: int
    users: int
    without_result: int
    opened: int
    """Searches from which an article was opened."""
    asked: int
    """Searches that were followed by a request in the same session."""
    in_vain: int
    """Searches from which nothing was opened."""
    vain_users: int
    vain_asked: int
    """Searches in vain that were followed by a request."""
    weight: int
    """Users who sought in vain × share of these searches followed by a request, in thousandths."""


class Totals(NamedTuple):
    """All searches of a scope."""

    searches: int
    users: int
    without_result: int
    opened: int
    asked: int


def query_counts(
    environment_id: int, scope: SearchScope, *, limit: int, after: QueryCursor | None = None
) -> list[QueryCount]:
    """At most `limit` queries after the cursor's, in the scope's order."""
    counted = _counted(environment_id, scope).subquery()
    counts = counted.c
    first, second = _order(scope, counts)
    statement = select(*(counts[name] for name in QueryCount.__dataclass_fields__))
    if scope.order is Order.VAIN:
        statement = statement.where(counts.in_vain > 0)
    if after is not None:
        statement = statement.where(
            or_(
                first < after.weight,
                and_(first == after.weight, second < after.users),
                and_(first == after.weight, second == after.users, counts.query > after.query),
            )
        )
    rows = reading().execute(statement.order_by(first.desc(), second.desc(), counts.query).limit(limit))
    return [QueryCount(*row) for row in rows]


def cursor_of(scope: SearchScope, last: QueryCount) -> QueryCursor:
    """Where the page after a query begins."""
    if scope.order is Order.VAIN:
        return QueryCursor(last.weight, last.vain_users, last.query)
    return QueryCursor(last.searches, last.users, last.query)


def totals(environment_id: int, scope: SearchScope) -> Totals:
    """All searches of the scope together."""
    row = reading().execute(
        _aggregated(environment_id, scope, "searches", "users", "without_result", "opened", "asked")
    )
    return Totals(*(count or 0 for count in row.one()))


def searches_before(environment_id: int, scope: SearchScope, queries: Collection[str]) -> Mapping[str, int]:
    """How often queries were sought in the period of the same length before."""
    before = _where(environment_id, scope, scope.compared_from, scope.settled_from)
    statement = select(Search.normalised, func.count()).where(*before, Search.normalised.in_(queries))
    rows = reading().execute(statement.group_by(Search.normalised))
    return {query: times for query, times in rows}  # noqa: C416 - a row is no pair to the type checker


def opened_articles(
    environment_id: int, scope: SearchScope, queries: Collection[str]
) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Which articles were opened for queries, each with how often, the most frequent first."""
    opened = Search.opened_article_id
    return _by_query(_among(environment_id, scope, queries, opened).where(opened.is_not(None)))


def languages(
    environment_id: int, scope: SearchScope, queries: Collection[str]
) -> Mapping[str, Sequence[tuple[str | None, int]]]:
    """In which languages queries were sought; None where it is not known."""
    return _by_query(_among(environment_id, scope, queries, Search.locale))


def open_tasks(
    environment: EnvironmentView, scope: SearchScope, queries: Collection[str]
) -> Mapping[str, Sequence[tuple[str, str, int]]]:
    """Which tasks were open when queries were sought: key of the checklist, key of the task, how often."""
    statement = _among(environment.id, scope, queries, Content.key, Search.open_task)
    of_workspace = (Content.workspace_id == environment.workspace_id) & (Content.id == Search.checklist_id)
    return _by_query(statement.join(Content, of_workspace).where(Search.open_task.is_not(None)))


def _counted(environment_id: int, scope: SearchScope) -> Statement:
    """Every query of the scope with its counts."""
    names = [name for name in QueryCount.__dataclass_fields__ if name not in ("query", "weight")]
    counted = _aggregated(environment_id, scope, *names, by_query=True).subquery()
    # Whole numbers, so that the order and the place where a page ends are the same on either database.
    weight = (
        counted.c.vain_users * counted.c.vain_asked * THOUSANDTHS // func.nullif(counted.c.in_vain, 0, type_=BigInteger)
    )
    return select(counted, func.coalesce(weight, 0).label("weight"))


def _aggregated(environment_id: int, scope: SearchScope, *names: str, by_query: bool = False) -> Statement:
    searched = _searched(environment_id, scope).subquery()
    in_vain = searched.c.opened.is_(None)
    counts: dict[str, ColumnElement[int]] = {
        "searches": func.count(),
        "users": func.count(searched.c.user_id.distinct()),
        "without_result": _count(searched.c.results == 0),
        "opened": func.count(searched.c.opened),
        "asked": _count(searched.c.asked),
        "in_vain": _count(in_vain),
        "vain_users": func.count(case((in_vain, searched.c.user_id)).distinct()),
        "vain_asked": _count(in_vain & searched.c.asked),
    }
    chosen = [counts[name].label(name) for name in names]
    if not by_query:
        return select(*chosen).select_from(searched)
    return select(searched.c.query, *chosen).group_by(searched.c.query)


def _searched(environment_id: int, scope: SearchScope) -> Statement:
    """Every search of the scope, and whether it was followed by a request."""
    return select(
        Search.normalised.label("query"),
        Search.user_id,
        Search.results,
        Search.opened_article_id.label("opened"),
        _asked().label("asked"),
    ).where(*_where(environment_id, scope, scope.settled_from, scope.settled_before))


def _asked() -> ColumnElement[bool]:
    """Whether the user asked a person next: from its results, in the same help session, or within half an hour.

    The last finds the tickets of those who went on to write an e-mail.
    """
    delay = type_coerce(Ticket.created_at, BigInteger) - type_coerce(Search.settled_at, BigInteger)
    in_session = (Ticket.help_session == Search.help_session) | (delay <= SESSION // MILLISECOND)
    return (
        select(Ticket.id)
        .where(
            Ticket.environment_id == Search.environment_id,
            Ticket.user_id == Search.user_id,
            (Ticket.search_id == Search.id) | ((delay >= 0) & in_session),
        )
        .correlate(Search)
        .exists()
    )


def _where(environment_id: int, scope: SearchScope, start: datetime, end: datetime) -> list[ColumnElement[bool]]:
    criteria = [Search.environment_id == environment_id, Search.settled_at >= start, Search.settled_at < end]
    if scope.locale is not None:
        criteria.append(Search.locale == scope.locale)
    if scope.checklist is not None:
        of_checklist = select(Content.id).join(Environment, Environment.workspace_id == Content.workspace_id)
        of_environment = (Environment.id == environment_id, Content.key == scope.checklist)
        criteria.append(Search.checklist_id.in_(of_checklist.where(*of_environment)))
    if scope.task is not None:
        criteria.append(Search.open_task == scope.task)
    return criteria


def _among(environment_id: int, scope: SearchScope, queries: Collection[str], *keys: Any) -> Statement:
    """How often queries were sought, by what else was true of the search; the most frequent first."""
    times = func.count()
    statement = select(Search.normalised, *keys, times).where(
        *_where(environment_id, scope, scope.settled_from, scope.settled_before), Search.normalised.in_(queries)
    )
    return statement.group_by(Search.normalised, *keys).order_by(times.desc(), *keys)


def _by_query(statement: Statement) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for query, *rest in reading().execute(statement):
        found[query].append(tuple(rest))
    return found


def _order(scope: SearchScope, counts: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    if scope.order is Order.VAIN:
        return counts.weight, counts.vain_users
    return counts.searches, counts.users


def _count(criterion: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((criterion, 1), else_=0))
