"""Tables of what imports know again, and of what they leave out because it was deleted here."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import PublicId, Tenant, Word

WRITTEN_HERE = "handrail"
"""The source of what no import brought in; its id there is the one it has here."""


class CollectionOrigin(Base):
    """A collection as a source knows it; several sources may fill the same one."""

    __tablename__ = "collection_origin"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "collection_id"], ["collection.workspace_id", "collection.id"]),
    )

    workspace_id: Mapped[Tenant]
    source: Mapped[str] = mapped_column(primary_key=True)
    """`zendesk:acme.zendesk.com`, `markdown:articles`, as an article has it."""
    source_id: Mapped[str] = mapped_column(primary_key=True)
    """Its id there, by which a second import recognises it; for folders, their path."""
    collection_id: Mapped[PublicId]
    imported_digest: Mapped[str | None] = mapped_column(String(64))
    """Of what the last import from there wrote, as in an article; None for what was here before it."""


class Buried(StrEnum):
    """What a tombstone stands for."""

    ARTICLE = "article"
    COLLECTION = "collection"


class Tombstone(Base):
    """Something that was deleted here, which its source may hold still: imports leave it out."""

    __tablename__ = "tombstone"

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    kind: Mapped[Buried] = mapped_column(Word(Buried), primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    """Of the one text of an article that was deleted; empty for all of it, and for a collection."""
    deleted_id: Mapped[PublicId]
    """The id it had, by which tickets, searches and votes go on naming it; brought back, it has it again."""
    heir_id: Mapped[PublicId | None]
    """The article to which its addresses lead since; None when they lead nowhere."""
