"""Tables of end users and their companies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import Tenant


class Company(Base):
    """The account of a user in the host product."""

    __tablename__ = "company"
    __table_args__ = (UniqueConstraint("environment_id", "external_id"),)

    environment_id: Mapped[Tenant]
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    external_id: Mapped[str]
    name: Mapped[str | None]
    traits: Mapped[dict[str, Any]]
    first_seen_at: Mapped[datetime]


class User(Base):
    """An end user: known by the host's own id, or anonymous with an id the browser made."""

    __tablename__ = "end_user"
    __table_args__ = (
        UniqueConstraint("environment_id", "external_id"),
        UniqueConstraint("environment_id", "anonymous_id"),
        ForeignKeyConstraint(["environment_id", "company_id"], ["company.environment_id", "company.id"]),
        Index(None, "environment_id", "email"),
        Index(None, "environment_id", "company_id"),
    )

    environment_id: Mapped[Tenant]
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    external_id: Mapped[str | None]
    anonymous_id: Mapped[str | None]
    merged_into_id: Mapped[int | None]
    """The known user an anonymous history went to, once."""
    email: Mapped[str | None]
    """Lower-cased."""
    email_verified: Mapped[bool]
    """Whether the host vouched for the address: in a token, or with a secret key."""
    name: Mapped[str | None]
    locale: Mapped[str | None]
    traits: Mapped[dict[str, Any]]
    """Proven by a token or a secret key; the only ones that count for targeting."""
    claimed: Mapped[dict[str, Any]]
    """What the browser said without proof: `traits`, `company`."""
    company_id: Mapped[int | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
