"""Reads of the list of articles as editors filter it: each once, whatever its languages, newest change first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from onboarding.help.authoring.listing.filters import Wanted, conditions
from onboarding.help.authoring.listing.languages import LanguageView, language_views
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation
from onboarding.help.usage.models import ArticleViews
from onboarding.store import db, now
from onboarding.web.paging import Cursor, page_of
from onboarding.workspaces.queries import EnvironmentView

VIEWS_SPAN = timedelta(days=30)
"""For how long back views are counted."""


@dataclass(frozen=True)
class ListedArticle:
    """An article in the list."""

    id: str
    collection_id: str | None
    is_restricted: bool
    updated_at: datetime
    """When readers were last shown something new, in any language."""
    texts: Mapping[str, LanguageView]
    """By locale; the default language first."""
    views: int

    @property
    def lead(self) -> LanguageView:
        """The text that stands for it."""
        return next(iter(self.texts.values()))


@dataclass(frozen=True)
class ArticlePage:
    """Some of the articles."""

    items: Sequence[ListedArticle]
    next_cursor: str | None


def article_page(
    environment: EnvironmentView, wanted: Wanted, *, limit: int, after: Cursor | None = None
) -> ArticlePage:
    """At most `limit` articles changed before the cursor's, newest first, in three statements however many there are.

    Args:
        environment: whose views are counted; articles are its workspace's.
        wanted: which.
        limit: how many at most.
        after: the last of the page before.
    """
    rows = db.session.execute(_matching(environment, wanted, after).limit(limit + 1)).all()
    shown, next_cursor = page_of(rows, limit, lambda row: Cursor(row.changed, row.id))
    ids = [row.id for row in shown]
    texts, views = _texts(environment, ids), _views(environment, ids)
    items = [
        ListedArticle(
            row.id,
            row.collection_id,
            row.audience is not None,
            row.changed,
            texts[row.id],
            views.get(row.id, 0),
        )
        for row in shown
    ]
    return ArticlePage(items, next_cursor)


def _matching(environment: EnvironmentView, wanted: Wanted, after: Cursor | None) -> Select[*tuple[Any, ...]]:
    changed = func.max(ArticleTranslation.updated_at, type_=ArticleTranslation.updated_at.type).label("changed")
    statement = (
        select(Article.id, Article.collection_id, Article.audience, changed)
        .join(ArticleTranslation, OF_ARTICLE)
        .where(Article.workspace_id == environment.workspace_id, *conditions(wanted, environment.default_locale))
        .group_by(Article.workspace_id, Article.id)
        .order_by(changed.desc(), Article.id.desc())
    )
    return statement if after is None else statement.having(tuple_(changed, Article.id) < (after.created_at, after.id))


def _texts(environment: EnvironmentView, ids: Sequence[str]) -> dict[str, dict[str, LanguageView]]:
    views = language_views(environment, ids)
    return {article_id: {each.locale: each for each in languages} for article_id, languages in views.items()}


def _views(environment: EnvironmentView, ids: Sequence[str]) -> dict[str, int]:
    since = now().date() - VIEWS_SPAN
    rows = db.session.execute(
        select(ArticleViews.article_id, func.sum(ArticleViews.views))
        .where(
            ArticleViews.environment_id == environment.id,
            ArticleViews.article_id.in_(ids),
            ArticleViews.day > since,
        )
        .group_by(ArticleViews.article_id)
    )
    return {article_id: int(views) for article_id, views in rows}
