"""Reads of articles language by language: which texts there are, and which say what their source no longer says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from onboarding.help.authoring.listing.filters import is_outdated
from onboarding.help.models import ArticleTranslation
from onboarding.store import db
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True)
class LanguageView:
    """An article in one language."""

    locale: str
    title: str
    slug: str
    state: str
    is_waiting: bool
    is_outdated: bool
    agrees_with: int | None
    """Revision of the default language's text with which it was last known to agree."""


def language_views(environment: EnvironmentView, article_ids: Sequence[str]) -> dict[str, list[LanguageView]]:
    """The languages of each article, the default language first."""
    text, source = ArticleTranslation, aliased(ArticleTranslation)
    of_source = (source.workspace_id == text.workspace_id) & (source.article_id == text.article_id)
    rows = db.session.execute(
        select(
            text.article_id,
            text.locale,
            text.title,
            text.slug,
            text.state,
            text.draft_revision.is_not(None),
            func.coalesce(is_outdated(text, source), False),
            text.reviewed_revision,
        )
        .outerjoin(source, of_source & (source.locale == environment.default_locale))
        .where(text.workspace_id == environment.workspace_id, text.article_id.in_(article_ids))
        .order_by((text.locale != environment.default_locale), text.locale)
    )
    views: dict[str, list[LanguageView]] = {}
    for row in rows:
        views.setdefault(row.article_id, []).append(LanguageView(*row[1:]))
    return views
