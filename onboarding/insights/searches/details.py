"""Reads of what else is known of the queries of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from onboarding.content.models import Content
from onboarding.help.usage.models import Search, Surface
from onboarding.insights.searches.scope import SearchScope
from onboarding.insights.searches.searched import Statement, in_scope, in_time_before
from onboarding.store import reading
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True, kw_only=True)
class QueryDetails:
    """What else is known of queries, each by the query; most frequent first, with how often."""

    before: Mapping[str, int]
    """Searches in the period of the same length before."""
    articles: Mapping[str, Sequence[tuple[str, int]]]
    """Ids of those that were opened."""
    languages: Mapping[str, Sequence[tuple[str | None, int]]]
    """In which it was sought; None where it is not known."""
    surfaces: Mapping[str, Sequence[tuple[Surface, int]]]
    """On which it was sought."""
    tasks: Mapping[str, Sequence[tuple[str, str, int]]]
    """Keys of the checklist and of its task that was open."""


def details_of(environment: EnvironmentView, scope: SearchScope, queries: Collection[str]) -> QueryDetails:
    """The details of queries, whatever their number in five statements."""
    return QueryDetails(
        before=_searches_before(environment.id, scope, queries),
        articles=_opened_articles(environment.id, scope, queries),
        languages=_by_query(_among(environment.id, scope, queries, Search.locale)),
        surfaces=_by_query(_among(environment.id, scope, queries, Search.surface)),
        tasks=_open_tasks(environment, scope, queries),
    )


def _searches_before(environment_id: int, scope: SearchScope, queries: Collection[str]) -> Mapping[str, int]:
    before = in_time_before(environment_id, scope)
    statement = select(Search.normalised, func.count()).where(*before, Search.normalised.in_(queries))
    rows = reading().execute(statement.group_by(Search.normalised))
    return {query: times for query, times in rows}  # noqa: C416 - a row is no pair to the type checker


def _opened_articles(
    environment_id: int, scope: SearchScope, queries: Collection[str]
) -> Mapping[str, Sequence[tuple[str, int]]]:
    opened = Search.opened_article_id
    return _by_query(_among(environment_id, scope, queries, opened).where(opened.is_not(None)))


def _open_tasks(
    environment: EnvironmentView, scope: SearchScope, queries: Collection[str]
) -> Mapping[str, Sequence[tuple[str, str, int]]]:
    statement = _among(environment.id, scope, queries, Content.key, Search.open_task)
    of_workspace = (Content.workspace_id == environment.workspace_id) & (Content.id == Search.checklist_id)
    return _by_query(statement.join(Content, of_workspace).where(Search.open_task.is_not(None)))


def _among(environment_id: int, scope: SearchScope, queries: Collection[str], *keys: Any) -> Statement:
    """How often queries were sought, by what else was true of the search; the most frequent first."""
    times = func.count()
    statement = select(Search.normalised, *keys, times).where(
        *in_scope(environment_id, scope), Search.normalised.in_(queries)
    )
    return statement.group_by(Search.normalised, *keys).order_by(times.desc(), *keys)


def _by_query(statement: Statement) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for query, *rest in reading().execute(statement):
        found[query].append(tuple(rest))
    return found
