"""The search log: each settled query once, with what was opened from it and the task that was open.

Its events come in any order, also the opening before the query. Each writes only its own columns, and of two that
claim the same ones the earlier counts, so that the row is the same whatever order they come in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.help import locales
from onboarding.help.models import Article, Search
from onboarding.progress.consumers import Consumer
from onboarding.progress.queries import Standing, standings
from onboarding.store.types import from_milliseconds
from onboarding.store.upsert import insert_new
from onboarding.workspaces.queries import EnvironmentView

LONGEST_QUERY = 200
MOST_RESULTS = 1_000_000


def search_settled(session: Session, environment: EnvironmentView, user_id: int, event: Incoming) -> None:
    """Log a query that has settled."""
    properties = event.properties or {}
    query = str(properties.get("query") or "")[:LONGEST_QUERY].strip()
    if event.search is None or not query:
        return
    settled = (from_milliseconds(event.occurred_ms), query, _count(properties.get("results")))
    row = _row(session, environment.id, event.search, user_id)
    if row.settled_at is not None and (row.settled_at, row.query, row.results) <= settled:
        return
    row.user_id = user_id
    row.settled_at, row.query, row.results = settled
    row.normalised = normalised(query)
    row.locale = _locale(properties.get("locale"))
    row.help_session = event.help_session
    row.url = event.url
    standing = _standing(environment.id, user_id, row.settled_at)
    row.checklist_id = standing.checklist_id if standing else None
    row.open_task = standing.open_task if standing else None


def article_viewed(session: Session, environment: EnvironmentView, user_id: int, event: Incoming) -> None:
    """Note which article was opened from a query first."""
    if event.search is None or event.article is None:
        return
    of_article = (Article.workspace_id == environment.workspace_id, Article.id == event.article)
    if session.scalar(select(Article.id).where(*of_article)) is None:
        return
    opened = (from_milliseconds(event.occurred_ms), event.article)
    row = _row(session, environment.id, event.search, user_id)
    if row.opened_at is None or opened < (row.opened_at, row.opened_article_id or ""):
        row.opened_at, row.opened_article_id = opened
        row.user_id = user_id if row.settled_at is None else row.user_id


CONSUMERS: dict[str, Consumer] = {"search_settled": search_settled, "article_viewed": article_viewed}
"""Who takes which event."""


def merge(session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Make the anonymous user's searches the known user's."""
    session.execute(
        update(Search)
        .where(Search.environment_id == environment.id, Search.user_id == from_user)
        .values(user_id=to_user)
        .execution_options(synchronize_session=False)
    )


def normalised(query: str) -> str:
    """How reports group queries: lower case, single spaces."""
    return " ".join(query.lower().split())


def _row(session: Session, environment_id: int, search_id: str, user_id: int) -> Search:
    """The search's row, made when missing, and locked: its events may come to two processes at once."""
    key = {"environment_id": environment_id, "id": search_id}
    empty: dict[str, Any] = {"user_id": user_id, "query": "", "normalised": "", "results": 0}
    insert_new(session.connection(), Search, [{**key, **empty}], returning="id")
    of_search = (Search.environment_id == environment_id, Search.id == search_id)
    return session.execute(select(Search).where(*of_search).with_for_update()).scalar_one()


def _standing(environment_id: int, user_id: int, at: datetime) -> Standing | None:
    """The user's first started checklist, of those with something left to do if there is one."""
    started = sorted(standings(environment_id, user_id, at), key=lambda each: (each.open_task is None, each.started_at))
    return started[0] if started else None


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return max(0, min(value, MOST_RESULTS))


def _locale(value: object) -> str | None:
    try:
        return locales.canonical(value) if isinstance(value, str) else None
    except ValueError:
        return None
