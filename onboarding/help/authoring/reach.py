"""The languages of an article: which there are, which are missing, which say what the others no longer say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from onboarding.help.authoring.arrangement import Arrangement, arrangement_of
from onboarding.help.models import Article, ArticleTranslation
from onboarding.store import db
from onboarding.web.problems import NotFoundError
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


@dataclass(frozen=True)
class ArticleOverview:
    """What is the same of an article in every language, and which there are."""

    id: str
    source: str
    arrangement: Arrangement
    languages: Sequence[LanguageView]
    """The default language first."""
    missing: Sequence[str]
    """Languages in which other articles are written."""

    def language(self, locale: str) -> LanguageView:
        """One of its languages; raises NotFoundError."""
        for each in self.languages:
            if each.locale == locale:
                return each
        raise NotFoundError("There is no such article in this language.")


def article_overview(environment: EnvironmentView, article_id: str) -> ArticleOverview:
    """An article, in three statements; raises NotFoundError."""
    text = ArticleTranslation
    row = db.session.scalar(
        select(Article).where(Article.workspace_id == environment.workspace_id, Article.id == article_id)
    )
    if row is None:
        raise NotFoundError("There is no such article.")
    texts = db.session.execute(
        select(
            text.locale,
            text.title,
            text.slug,
            text.state,
            text.draft_revision,
            text.meaning_revision,
            text.reviewed_revision,
        )
        .where(text.workspace_id == environment.workspace_id, text.article_id == article_id)
        .order_by((text.locale != environment.default_locale), text.locale)
    ).all()
    meaning = next((each.meaning_revision for each in texts if each.locale == environment.default_locale), None)
    languages = [
        LanguageView(
            each.locale,
            each.title,
            each.slug,
            each.state,
            each.draft_revision is not None,
            meaning is not None
            and each.locale != environment.default_locale
            and (each.reviewed_revision or 0) < meaning,
            each.reviewed_revision,
        )
        for each in texts
    ]
    written = {each.locale for each in languages}
    missing = [each for each in languages_of(environment) if each not in written]
    return ArticleOverview(row.id, row.source, arrangement_of(row), languages, missing)


def languages_of(environment: EnvironmentView) -> list[str]:
    """Languages in which there are articles, or should be: the default language first."""
    text = ArticleTranslation
    rows = db.session.scalars(select(text.locale).where(text.workspace_id == environment.workspace_id).distinct())
    return sorted({environment.default_locale, *rows}, key=lambda each: (each != environment.default_locale, each))
