"""Tables of the knowledge base."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Json, Key, PublicId, Tenant


class KnowledgeBase(Base):
    """All articles of a workspace, as one thing that changes."""

    __tablename__ = "knowledge_base"

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    edition: Mapped[PublicId]
    """Another one after every change; whatever is derived from the articles notes which edition it was made of."""
    number: Mapped[int]
    """How many changes there have been: one more with each."""


class Edition(Base):
    """A change: the edition of the articles that it made, and which of them are others than before."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[PublicId]
    changed: Mapped[dict[str, list[str]] | None] = mapped_column(Json)
    """Languages by article id, as `changes` has them; None when they were too many to list."""


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
    imported_digest: Mapped[str | None] = mapped_column(String(64))
    """Of what the last import wrote here; another one than that of what is here says that it was changed since."""
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
    """Where it was brought in from: `markdown`, later a vendor, or `handrail`."""
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
    """Of what the last import wrote in the columns above, as in a collection."""


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
    """Of digest and state as the last import wrote them, as in a collection; None for what was written here."""
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


class ArticleRevision(Base):
    """A text as somebody saved it; never changed afterwards."""

    __tablename__ = "article_revision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "article_id", "locale"],
            ["article_translation.workspace_id", "article_translation.article_id", "article_translation.locale"],
        ),
    )

    workspace_id: Mapped[Tenant]
    article_id: Mapped[PublicId] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1 in each text."""
    title: Mapped[str]
    description: Mapped[str]
    keywords: Mapped[list[str]]
    markdown: Mapped[str]
    author: Mapped[str]
    """A member's id, or who brought it in, as the audit log names them."""
    note: Mapped[str]
    saved_at: Mapped[datetime]


class ArticleLink(Base):
    """An address of ours to which a text's words lead, or a picture of ours that they show."""

    __tablename__ = "article_link"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "article_id", "locale"],
            ["article_translation.workspace_id", "article_translation.article_id", "article_translation.locale"],
        ),
        Index(None, "workspace_id", "path"),
    )

    workspace_id: Mapped[Tenant]
    article_id: Mapped[PublicId] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    path: Mapped[str]
    fragment: Mapped[str]
    """The heading it leads to; empty for the page."""


class Redirect(Base):
    """An old address that goes on working."""

    __tablename__ = "redirect"
    __table_args__ = (ForeignKeyConstraint(["workspace_id", "article_id"], ["article.workspace_id", "article.id"]),)

    workspace_id: Mapped[Tenant]
    path: Mapped[str] = mapped_column(primary_key=True)
    """Path without trailing slash, as old links spell it."""
    article_id: Mapped[PublicId]
    locale: Mapped[str]


class ArticleViews(Base):
    """How often an article was opened in the widget on a day (UTC)."""

    __tablename__ = "article_views"

    environment_id: Mapped[Tenant]
    article_id: Mapped[PublicId] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    views: Mapped[int]


class Image(Base):
    """A picture that articles show, or a file they offer, named by what it holds."""

    __tablename__ = "image"

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the data, in hex."""
    media_type: Mapped[str]
    name: Mapped[str]
    """As the file was called when it was first brought in."""
    size: Mapped[int]
    """Bytes of its data."""
    added_at: Mapped[datetime]
    data: Mapped[bytes]
