"""Reads of the search log for its report: each is one statement, whatever the number of searches and queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, and_, case, func, or_, select

from onboarding.insights.searches.scope import Order, QueryCursor, SearchScope
from onboarding.insights.searches.searched import Statement, searched
from onboarding.store import reading

THOUSANDTHS = 1_000


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
    found = searched(environment_id, scope).subquery()
    in_vain = found.c.opened.is_(None)
    counts: dict[str, ColumnElement[int]] = {
        "searches": func.count(),
        "users": func.count(found.c.reader.distinct()),
        "without_result": _count(found.c.results == 0),
        "opened": func.count(found.c.opened),
        "asked": _count(found.c.asked),
        "in_vain": _count(in_vain),
        "vain_users": func.count(case((in_vain, found.c.reader)).distinct()),
        "vain_asked": _count(in_vain & found.c.asked),
    }
    chosen = [counts[name].label(name) for name in names]
    if not by_query:
        return select(*chosen).select_from(found)
    return select(found.c.query, *chosen).group_by(found.c.query)


def _order(scope: SearchScope, counts: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    if scope.order is Order.VAIN:
        return counts.weight, counts.vain_users
    return counts.searches, counts.users


def _count(criterion: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((criterion, 1), else_=0))
