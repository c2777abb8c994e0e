"""Reads of the languages of an article: which there are, which are missing, which have fallen behind the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from onboarding.help.authoring.arrangement.stored import Arrangement, arrangement_of
from onboarding.help.authoring.listing.languages import LanguageView, language_views
from onboarding.help.models import Article, ArticleTranslation
from onboarding.store import db
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.queries import EnvironmentView


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
    row = db.session.scalar(
        select(Article).where(Article.workspace_id == environment.workspace_id, Article.id == article_id)
    )
    if row is None:
        raise NotFoundError("There is no such article.")
    languages = language_views(environment, [article_id]).get(article_id, [])
    written = {each.locale for each in languages}
    missing = [each for each in languages_of(environment) if each not in written]
    return ArticleOverview(row.id, row.source, arrangement_of(row), languages, missing)


def languages_of(environment: EnvironmentView) -> list[str]:
    """Languages in which there are articles, or should be: the default language first."""
    text = ArticleTranslation
    rows = db.session.scalars(select(text.locale).where(text.workspace_id == environment.workspace_id).distinct())
    return sorted({environment.default_locale, *rows}, key=lambda each: (each != environment.default_locale, each))
