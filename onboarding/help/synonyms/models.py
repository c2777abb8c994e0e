"""Tables of synonyms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import PublicId, Tenant


class SynonymList(Base):
    """All synonyms of a workspace, as one thing that changes."""

    __tablename__ = "synonym_list"

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    edition: Mapped[PublicId]
    """Another one after every change: whatever is made of the synonyms notes of which edition."""


class Synonym(Base):
    """A rule: words that mean the same, or words that also mean others."""

    __tablename__ = "synonym"
    __table_args__ = (Index(None, "workspace_id", "locale"),)

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    locale: Mapped[str]
    words: Mapped[list[str]]
    """Words or phrases."""
    means: Mapped[list[str] | None]
    """What whoever types one of the words means as well, and not the other way round; None when all mean the same."""
    changed_at: Mapped[datetime]


class SuggestionVerdict(Base):
    """What a member decided about a suggested synonym, so that it is not suggested again."""

    __tablename__ = "synonym_verdict"

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    locale: Mapped[str] = mapped_column(primary_key=True)
    failed: Mapped[str] = mapped_column(primary_key=True)
    """The query that led to nothing, normalised."""
    succeeded: Mapped[str] = mapped_column(primary_key=True)
    """The one that led to an article, normalised."""
    is_accepted: Mapped[bool]
    decided_at: Mapped[datetime]
