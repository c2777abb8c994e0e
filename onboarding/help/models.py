"""Tables of the knowledge base that every part of it knows: collections, articles, their texts, old addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Json, Key, PublicId, Tenant


class Collection(Base):
    """A folder of articles; collections nest."""

    __tablename__ = "collection"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "parent_id"], ["collection.workspace_id", "collection.id"]),
        UniqueConstraint("workspace_id", "path"),
    )

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    parent_id: Mapped[PublicId | None]
    path: Mapped[str]
    """Slugs from the root, joined by `/`."""
    position: Mapped[int]
    texts: Mapped[dict[str, Any]]
    """{locale: {"title": …, "description": …}}."""
    former_paths: Mapped[list[str]]
    """Paths it had before, whose addresses lead to where it is now."""


class Article(Base):
    """An answer, in one or more languages."""

    __tablename__ = "article"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "collection_id"], ["collection.workspace_id", "collection.id"]),
        UniqueConstraint("workspace_id", "source", "source_id"),
        Index(None, "workspace_id", "collection_id"),
    )

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    collection_id: Mapped[PublicId | None]
    position: Mapped[int]
    source: Mapped[str]
    """Where it was brought in from, such as `markdown:articles`, or `handrail` for what was written here."""
    source_id: Mapped[str]
    """Its id there, by which a second import recognises it."""
    audience: Mapped[Any | None] = mapped_column(Json)
    """Who may read it: None for everyone, `known` for users of whom the host vouched, or a rule over their traits."""
    suggest_on: Mapped[list[str]]
    """URL patterns of pages on which it is offered unasked."""
    related: Mapped[list[str]]
    """Ids of articles to read next, as an author chose them; when there are none, they are worked out."""
    created_at: Mapped[datetime]
    imported_digest: Mapped[str | None] = mapped_column(String(64))
    """Of what the last import wrote in the columns above; another one than theirs says that they were changed since."""


class ArticleTranslation(Base):
    """An article's text in one language: the words that readers see, or would see if it were published as it is."""

    __tablename__ = "article_translation"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "article_id"], ["article.workspace_id", "article.id"]),
        UniqueConstraint("workspace_id", "locale", "slug"),
    )

    workspace_id: Mapped[Tenant]
    article_id: Mapped[PublicId] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[Key]
    state: Mapped[str]
    """`draft` or `published`."""
    title: Mapped[str]
    description: Mapped[str]
    keywords: Mapped[list[str]]
    markdown: Mapped[str]
    """What the author wrote."""
    blocks: Mapped[list[Any]] = mapped_column(Json)
    """The sanitised block tree made from it, which widget and help centre draw."""
    plain: Mapped[str]
    """The text alone, for the index."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of title, description, keywords and the three columns above: an import compares it, not them."""
    imported_digest: Mapped[str | None] = mapped_column(String(64))
    """Of digest and state as the last import wrote them, as in an article; None for what was written here."""
    anchors: Mapped[list[str]]
    """Addresses of its headings within the page."""
    revision: Mapped[int]
    """Number of the newest revision."""
    shown_revision: Mapped[int]
    """Which revision the words are."""
    draft_revision: Mapped[int | None]
    """A revision that waits beside the published words."""
    meaning_revision: Mapped[int]
    """The newest shown revision after which translations had to be looked at."""
    reviewed_revision: Mapped[int | None]
    """Of a translation: the shown revision of the default language's text with which it was last known to agree."""
    updated_at: Mapped[datetime]


OF_ARTICLE = (Article.workspace_id == ArticleTranslation.workspace_id) & (Article.id == ArticleTranslation.article_id)
"""Joins a text to its article."""
PUBLISHED = ArticleTranslation.state == "published"


class Redirect(Base):
    """An old address that goes on working."""

    __tablename__ = "redirect"
    __table_args__ = (ForeignKeyConstraint(["workspace_id", "article_id"], ["article.workspace_id", "article.id"]),)

    workspace_id: Mapped[Tenant]
    path: Mapped[str] = mapped_column(primary_key=True)
    """Path without trailing slash, as old links spell it."""
    article_id: Mapped[PublicId]
    locale: Mapped[str]
