"""How often articles are opened, counted as the widget's events and the help centre's pages tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.help.models import Article
from onboarding.help.usage.models import ArticleViews
from onboarding.store.types import from_milliseconds
from onboarding.store.upsert import add_to_rows
from onboarding.workspaces.queries import EnvironmentView


def count_views(session: Session, environment: EnvironmentView, events: Sequence[Incoming]) -> None:
    """Count articles that were opened, on the day it happened; two statements, however many there are."""
    opened = {each.article for each in events if each.article}
    if not opened:
        return
    known = select(Article.id).where(Article.workspace_id == environment.workspace_id, Article.id.in_(sorted(opened)))
    articles = set(session.scalars(known))
    views = Counter(
        (each.article, from_milliseconds(each.occurred_ms).date()) for each in events if each.article in articles
    )
    rows = [
        {"environment_id": environment.id, "article_id": article_id, "day": day, "views": count}
        for (article_id, day), count in views.items()
    ]
    add_to_rows(session.connection(), ArticleViews, rows, "views")


def count_view(session: Session, environment: EnvironmentView, article_id: str, day: date) -> None:
    """Count an article that is there as opened once."""
    row = {"environment_id": environment.id, "article_id": article_id, "day": day, "views": 1}
    add_to_rows(session.connection(), ArticleViews, [row], "views")
