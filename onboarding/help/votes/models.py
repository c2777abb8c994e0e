"""The table of votes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import PublicId, Tenant


class ArticleVote(Base):
    """What a reader thinks of one text of an article; a user has one vote on each text, and may change it."""

    __tablename__ = "article_vote"
    __table_args__ = (
        UniqueConstraint("environment_id", "article_id", "locale", "digest", "user_id"),
        Index(None, "environment_id", "voted_at"),
        Index(None, "environment_id", "user_id"),
    )

    environment_id: Mapped[Tenant]
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    article_id: Mapped[PublicId]
    locale: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
    """Of the text that was read: a vote says nothing about the text that replaced it."""
    user_id: Mapped[int | None]
    """None for a reader of the public help centre, whom nobody knows."""
    is_helpful: Mapped[bool]
    comment: Mapped[str | None]
    voted_at: Mapped[datetime]
