"""Tables of contents, their frozen versions, and what is live where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Key, PublicId, Tenant


class Content(Base):
    """Anything published to users; its key is stable for ever."""

    __tablename__ = "content"
    __table_args__ = (UniqueConstraint("workspace_id", "kind", "key"),)

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """`checklist`, `tour`, later `prompt`, `survey`, `banner`."""
    key: Mapped[Key]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class ContentItem(Base):
    """A task or step that any version of a content ever had; its bit is its place in masks, for ever."""

    __tablename__ = "content_item"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "content_id"], ["content.workspace_id", "content.id"]),
        UniqueConstraint("workspace_id", "content_id", "bit"),
    )

    workspace_id: Mapped[Tenant]
    content_id: Mapped[PublicId] = mapped_column(primary_key=True)
    key: Mapped[Key] = mapped_column(primary_key=True)
    bit: Mapped[int]


class Version(Base):
    """One state of a content's body; frozen once it was published."""

    __tablename__ = "version"
    __table_args__ = (ForeignKeyConstraint(["workspace_id", "content_id"], ["content.workspace_id", "content.id"]),)

    workspace_id: Mapped[Tenant]
    content_id: Mapped[PublicId] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[dict[str, Any]]
    digest: Mapped[str]
    """SHA-256 of the canonical body, by which an unchanged push is recognised."""
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    frozen_at: Mapped[datetime | None]


class Publication(Base):
    """Which version of a content is live in an environment."""

    __tablename__ = "publication"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "content_id", "version"],
            ["version.workspace_id", "version.content_id", "version.number"],
        ),
    )

    environment_id: Mapped[Tenant] = mapped_column(ForeignKey("environment.id"))
    content_id: Mapped[PublicId] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    version: Mapped[int]
    position: Mapped[int]
    """Order among the environment's contents of the kind."""
    published_at: Mapped[datetime]


class PublicationRecord(Base):
    """Every publication and withdrawal there was; append-only."""

    __tablename__ = "publication_record"

    environment_id: Mapped[Tenant]
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    content_id: Mapped[PublicId]
    version: Mapped[int | None]
    """None when the content was withdrawn."""
    policy: Mapped[str]
    """What became of users in progress: `move`, `finish` or `restart`."""
    actor: Mapped[str]
    at: Mapped[datetime]
