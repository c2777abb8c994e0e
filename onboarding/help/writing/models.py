"""Tables of what follows from writing a text: its history, and where its words lead."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.help.models import ArticleTranslation
from onboarding.store import Base
from onboarding.store.types import PublicId, Tenant


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


LINK_OF_TEXT = (
    (ArticleLink.workspace_id == ArticleTranslation.workspace_id)
    & (ArticleLink.article_id == ArticleTranslation.article_id)
    & (ArticleLink.locale == ArticleTranslation.locale)
)
"""Joins a link to the text that it stands in."""
