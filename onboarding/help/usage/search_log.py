"""The search log: each settled query once, with what was opened from it and the task that was open.

Its events come in any order, also the opening before the query. Each writes only its own columns, and of two that
claim the same ones the earlier counts, so that the row is the same whatever order they come in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.help.models import Article
from onboarding.help.usage.models import Search, Surface
from onboarding.help.usage.normalising import normalised
from onboarding.progress.history import History, Standing
from onboarding.store.types import from_milliseconds
from onboarding.store.upsert import insert_new
from onboarding.workspaces import locales
from onboarding.workspaces.queries import EnvironmentView

LONGEST_QUERY = 200
MOST_RESULTS = 1_000_000
MOST_SHOWN = 20
"""Articles of an answer of which it is noted where they stood."""
LONGEST_ID = 36
SETTLED, VIEWED = "search_settled", "article_viewed"


def log_searches(session: Session, environment: EnvironmentView, user_id: int, events: Sequence[Incoming]) -> None:
    """Log queries that have settled, and note which article was opened from each first.

    The number of statements does not depend on how many there are.
    """
    settled = [each for each in events if each.name == SETTLED and each.search and _query_of(each)]
    opened = [each for each in events if each.name == VIEWED and each.search and each.article]
    readable = _articles(session, environment.workspace_id, {each.article for each in opened if each.article})
    opened = [each for each in opened if each.article in readable]
    rows = _rows(session, environment.id, {each.search for each in (*settled, *opened) if each.search}, user_id)
    for event in opened:
        _note_opening(rows[event.search or ""], user_id, event)
    if settled:
        history = History(environment.id, user_id)
        for event in settled:
            _note_query(rows[event.search or ""], user_id, event, history)


def merge(session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Make the anonymous user's searches the known user's."""
    session.execute(
        update(Search)
        .where(Search.environment_id == environment.id, Search.user_id == from_user)
        .values(user_id=to_user)
        .execution_options(synchronize_session=False)
    )


def _note_query(row: Search, user_id: int, event: Incoming, history: History) -> None:
    properties = event.properties or {}
    settled = (from_milliseconds(event.occurred_ms), _query_of(event), _count(properties.get("results")))
    if row.settled_at is not None and (row.settled_at, row.query, row.results) <= settled:
        return
    row.user_id = user_id
    row.settled_at, row.query, row.results = settled
    row.normalised = normalised(row.query)
    row.surface = Surface.API if properties.get("surface") == Surface.API else Surface.WIDGET
    row.locale = _locale(properties.get("locale"))
    row.shown = _shown(properties.get("shown"))
    row.help_session = event.help_session
    row.url = event.url
    standing = _standing(history, row.settled_at)
    row.checklist_id = standing.checklist_id if standing else None
    row.open_task = standing.open_task if standing else None


def _note_opening(row: Search, user_id: int, event: Incoming) -> None:
    opened = (from_milliseconds(event.occurred_ms), event.article or "")
    if row.opened_at is None or opened < (row.opened_at, row.opened_article_id or ""):
        row.opened_at, row.opened_article_id = opened
        row.user_id = user_id if row.settled_at is None else row.user_id


def _articles(session: Session, workspace_id: int, ids: Collection[str]) -> frozenset[str]:
    """Those of the ids that are articles of the workspace."""
    if not ids:
        return frozenset()
    known = select(Article.id).where(Article.workspace_id == workspace_id, Article.id.in_(ids))
    return frozenset(session.scalars(known))


def _rows(session: Session, environment_id: int, search_ids: Iterable[str], user_id: int) -> dict[str, Search]:
    """The searches' rows, made when missing, and locked: their events may come to two processes at once."""
    ordered = sorted(search_ids)
    if not ordered:
        return {}
    empty: dict[str, Any] = {
        "surface": Surface.WIDGET,
        "user_id": user_id,
        "query": "",
        "normalised": "",
        "results": 0,
        "shown": [],
    }
    missing = [{"environment_id": environment_id, "id": each, **empty} for each in ordered]
    insert_new(session.connection(), Search, missing, returning="id")
    of_searches = (Search.environment_id == environment_id, Search.id.in_(ordered))
    rows = session.scalars(select(Search).where(*of_searches).order_by(Search.id).with_for_update())
    return {row.id: row for row in rows}


def _standing(history: History, at: datetime) -> Standing | None:
    """The user's first started checklist, of those with something left to do if there is one."""
    started = sorted(history.standings(at), key=lambda each: (each.open_task is None, each.started_at))
    return started[0] if started else None


def _query_of(event: Incoming) -> str:
    return str((event.properties or {}).get("query") or "")[:LONGEST_QUERY].strip()


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return max(0, min(value, MOST_RESULTS))


def _shown(value: object) -> list[str]:
    """Ids of articles as a browser names them; whether there are such articles is asked where they are used."""
    ids = value if isinstance(value, list) else []
    return [each for each in ids if isinstance(each, str) and 0 < len(each) <= LONGEST_ID][:MOST_SHOWN]


def _locale(value: object) -> str | None:
    try:
        return locales.canonical(value) if isinstance(value, str) else None
    except ValueError:
        return None
