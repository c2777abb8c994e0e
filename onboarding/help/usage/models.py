"""Tables of what readers did with the knowledge base."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Index, String, cast, func
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Key, PublicId, Tenant, Word

HELP_SESSION = timedelta(minutes=30)
"""After so long without help activity a help session is over: what is asked later is another visit's question."""


class Surface(StrEnum):
    """Where a search was made."""

    WIDGET = "widget"
    HELP_CENTRE = "help_centre"
    """The public one, by a visitor whom nobody knows."""
    API = "api"
    """A search of the host's own making, over `GET /v1/search`."""


class Search(Base):
    """A settled query: what a user sought, once, not letter by letter."""

    __tablename__ = "search"
    __table_args__ = (
        Index(None, "environment_id", "user_id", "settled_at"),
        Index(None, "environment_id", "settled_at"),
        Index(None, "environment_id", "help_session", "settled_at"),
        Index("ix_search_open_task", "environment_id", "checklist_id", "open_task", "settled_at"),
    )

    environment_id: Mapped[Tenant]
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    """The `search_id` the answer carried."""
    surface: Mapped[Surface] = mapped_column(Word(Surface), default=Surface.WIDGET)
    user_id: Mapped[int | None]
    """None in the public help centre."""
    query: Mapped[str]
    normalised: Mapped[str]
    """Lower case, single spaces: what reports group by."""
    locale: Mapped[str | None]
    results: Mapped[int]
    shown: Mapped[list[str]] = mapped_column(default=list)
    """Ids of the articles on screen, best first: what was opened is judged by where it stood."""
    settled_at: Mapped[datetime | None]
    """None while only the article opened from it is known: events come in any order."""
    opened_article_id: Mapped[PublicId | None]
    opened_at: Mapped[datetime | None]
    help_session: Mapped[str | None]
    """In the public help centre the visit, by which its visitors are told apart for a day."""
    url: Mapped[str | None]
    checklist_id: Mapped[PublicId | None]
    open_task: Mapped[Key | None]
    """The user's open task of that checklist when the search was made."""


def reader_of(search: type[Search]) -> ColumnElement[str]:
    """Who made a search, as far as it takes to count people: a user, or a visit of somebody whom nobody knows."""
    return func.coalesce(cast(search.user_id, String), search.help_session)


class ArticleViews(Base):
    """How often an article was opened on a day (UTC), in the widget and in the help centre."""

    __tablename__ = "article_views"

    environment_id: Mapped[Tenant]
    article_id: Mapped[PublicId] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    views: Mapped[int]
