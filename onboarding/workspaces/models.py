"""Tables of tenants and the people who run them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onboarding.store import Base
from onboarding.store.types import PublicId, Tenant


class Workspace(Base):
    """A customer of this installation: owns content, articles and members."""

    __tablename__ = "workspace"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    public_id: Mapped[PublicId] = mapped_column(unique=True)
    name: Mapped[str]
    default_locale: Mapped[str]
    help_mode: Mapped[str]
    """`self_service`, `neutral` or `ask_first`."""
    contact_url: Mapped[str | None]
    """Where readers of the public help centre reach a person: a page, `mailto:`, or `form` for its own form."""
    help_host: Mapped[str | None] = mapped_column(unique=True)
    """Host, and port if it is not the scheme's own, at which its public help centre is asked for."""
    theme: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]
    """Overrides of the widget's built-in texts: {locale: {key: text}}."""
    is_demo: Mapped[bool]
    """Whether its history was made up by `handrail demo`; every page then says so."""
    created_at: Mapped[datetime]


class Environment(Base):
    """A place the workspace publishes to, with its own keys, users and figures."""

    __tablename__ = "environment"
    __table_args__ = (UniqueConstraint("workspace_id", "kind"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    kind: Mapped[str]
    """`production` or `development`."""
    public_key: Mapped[str] = mapped_column(unique=True)
    allowed_origins: Mapped[list[str]]
    enforce_identity: Mapped[bool]
    segment_trait: Mapped[str]
    """The trait whose value at the first start is pinned as the user's segment in figures."""
    created_at: Mapped[datetime]


class SecretKey(Base):
    """A key of the host's backend; only its hash is kept."""

    __tablename__ = "secret_key"

    environment_id: Mapped[Tenant] = mapped_column(ForeignKey("environment.id"))
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 in hex: the key itself is 160 random bits, so it needs no slow hash."""
    hint: Mapped[str]
    """The first characters, by which a person recognises it."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SigningSecret(Base):
    """Signs identity tokens; its id is the token header's `kid`. At most two are active."""

    __tablename__ = "signing_secret"

    environment_id: Mapped[Tenant] = mapped_column(ForeignKey("environment.id"))
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    secret: Mapped[str]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class IdentityCoverage(Base):
    """How many event batches of known users came with a token on a day (UTC), and how many without."""

    __tablename__ = "identity_coverage"
    __table_args__ = ({"sqlite_with_rowid": False},)

    environment_id: Mapped[Tenant]
    day: Mapped[date] = mapped_column(primary_key=True)
    is_signed: Mapped[bool] = mapped_column(primary_key=True)
    batches: Mapped[int]


class Member(Base):
    """A person with a dashboard login, in any number of workspaces."""

    __tablename__ = "member"

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    """Normalised: NFKC, lower case."""
    name: Mapped[str]
    password_hash: Mapped[str]
    session_epoch: Mapped[int]
    """Raised to end every session of the member: at logout, password change, disabling."""
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class Membership(Base):
    """What a member may do in a workspace."""

    __tablename__ = "membership"
    __table_args__ = (Index(None, "member_id"),)

    workspace_id: Mapped[Tenant] = mapped_column(ForeignKey("workspace.id"))
    member_id: Mapped[PublicId] = mapped_column(ForeignKey("member.id"), primary_key=True)
    role: Mapped[str]
    """`viewer`, `editor` or `admin`."""


class AuditEntry(Base):
    """Who changed what; append-only, outlives the member."""

    __tablename__ = "audit_entry"

    workspace_id: Mapped[Tenant]
    id: Mapped[PublicId] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    """A member's id, `cli`, or a secret key's id."""
    action: Mapped[str]
    resource: Mapped[str]
    detail: Mapped[dict[str, Any]]
