"""Reads of what the signals are made of."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from onboarding.help.signals.clicks import Seen
from onboarding.help.usage.models import Search, reader_of
from onboarding.store.reading import reading
from onboarding.workspaces.models import Environment

REACH = timedelta(days=90)
"""How far back searches count."""
MOST_SEARCHES = 5_000
"""The newest."""


def seen_searches(workspace_id: int, moment: datetime) -> list[Seen]:
    """The newest searches of a workspace in which something was shown, newest first."""
    columns = select(
        reader_of(Search), func.coalesce(Search.locale, ""), Search.normalised, Search.shown, Search.opened_article_id
    )
    recent = (Search.environment_id.in_(environments_of(workspace_id)), Search.settled_at >= moment - REACH)
    statement = columns.where(*recent, Search.results > 0).order_by(Search.settled_at.desc(), Search.id.desc())
    return [Seen(*row) for row in reading().execute(statement.limit(MOST_SEARCHES)) if row.shown]


def environments_of(workspace_id: int) -> Select[int]:
    """The numbers of a workspace's environments: readers of all of them read the same articles."""
    return select(Environment.id).where(Environment.workspace_id == workspace_id)
