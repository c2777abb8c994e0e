"""Tables of the states a workspace's articles went through."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Json, PublicId, Tenant


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
