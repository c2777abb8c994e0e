"""Reads of everything that a check of the articles looks at, at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import func, select

from onboarding.help.blocks.links import Link
from onboarding.help.files.models import Image
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation, Redirect
from onboarding.help.usage.models import ArticleViews
from onboarding.help.writing.models import ArticleLink
from onboarding.help.writing.words import Place
from onboarding.store import db
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True)
class SurveyedText:
    """A text, without its words."""

    article_id: str
    locale: str
    slug: str
    state: str
    title: str
    anchors: Collection[str]
    meaning_revision: int
    reviewed_revision: int | None
    updated_at: datetime
    collection_id: str | None
    is_restricted: bool
    created_at: datetime


@dataclass(frozen=True)
class Survey:
    """The articles of a workspace, and what surrounds them."""

    default_locale: str
    texts: Sequence[SurveyedText]
    links: Mapping[Place, Sequence[Link]]
    redirects: Collection[str]
    files: Collection[str]
    """Digests of pictures and other files."""
    last_viewed: Mapping[str, date]
    """By article id; those that were opened."""

    @cached_property
    def published(self) -> Sequence[SurveyedText]:
        """What readers see."""
        return [text for text in self.texts if text.state == "published"]

    @cached_property
    def locales(self) -> frozenset[str]:
        """Languages in which readers find articles."""
        return frozenset(text.locale for text in self.published)

    def links_of(self, text: SurveyedText) -> Sequence[Link]:
        """Where a text leads within the help centre."""
        return self.links.get(Place(text.article_id, text.locale), ())

    def at(self, locale: str, slug: str) -> SurveyedText | None:
        """The text of an address."""
        return self._by_address.get((locale, slug))

    def source_of(self, text: SurveyedText) -> SurveyedText | None:
        """The published text of which it is a translation."""
        if text.locale == self.default_locale:
            return None
        return self._published_by_article[text.article_id].get(self.default_locale)

    def published_locales(self, article_id: str) -> frozenset[str]:
        """Languages in which readers find an article."""
        return frozenset(self._published_by_article.get(article_id, ()))

    def lead_locale(self, article_id: str) -> str:
        """The language that stands for a published article: the default one, or any."""
        locales = self._published_by_article[article_id]
        return self.default_locale if self.default_locale in locales else min(locales)

    @cached_property
    def _by_address(self) -> Mapping[tuple[str, str], SurveyedText]:
        return {(text.locale, text.slug): text for text in self.texts}

    @cached_property
    def _published_by_article(self) -> Mapping[str, Mapping[str, SurveyedText]]:
        articles: dict[str, dict[str, SurveyedText]] = {}
        for text in self.published:
            articles.setdefault(text.article_id, {})[text.locale] = text
        return articles


def survey_of(environment: EnvironmentView) -> Survey:
    """The articles of an environment's workspace and the views in that environment, in five statements."""
    workspace_id = environment.workspace_id
    redirects = db.session.scalars(select(Redirect.path).where(Redirect.workspace_id == workspace_id))
    files = db.session.scalars(select(Image.digest).where(Image.workspace_id == workspace_id))
    views = select(ArticleViews.article_id, func.max(ArticleViews.day)).group_by(ArticleViews.article_id)
    viewed = db.session.execute(views.where(ArticleViews.environment_id == environment.id))
    return Survey(
        default_locale=environment.default_locale,
        texts=_texts(workspace_id),
        links=_links(workspace_id),
        redirects=frozenset(redirects),
        files=frozenset(files),
        last_viewed={row.article_id: row[1] for row in viewed},
    )


def _texts(workspace_id: int) -> list[SurveyedText]:
    text = ArticleTranslation
    rows = db.session.execute(
        select(
            text.article_id,
            text.locale,
            text.slug,
            text.state,
            text.title,
            text.anchors,
            text.meaning_revision,
            text.reviewed_revision,
            text.updated_at,
            Article.collection_id,
            Article.audience.is_not(None).label("is_restricted"),
            Article.created_at,
        )
        .join(Article, OF_ARTICLE)
        .where(text.workspace_id == workspace_id)
    )
    return [SurveyedText(**row._asdict()) for row in rows]


def _links(workspace_id: int) -> dict[Place, list[Link]]:
    link = ArticleLink
    rows = db.session.execute(
        select(link.article_id, link.locale, link.path, link.fragment)
        .where(link.workspace_id == workspace_id)
        .order_by(link.article_id, link.locale, link.position)
    )
    links: dict[Place, list[Link]] = {}
    for article_id, locale, path, fragment in rows:
        links.setdefault(Place(article_id, locale), []).append(Link(path, fragment))
    return links
