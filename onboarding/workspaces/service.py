"""Writes of tenants: make a workspace, its keys, its members."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import now, transaction
from onboarding.store.ids import CROCKFORD, new_id
from onboarding.workspaces.models import (
    AuditEntry,
    Environment,
    Member,
    Membership,
    SecretKey,
    SigningSecret,
    Workspace,
)
from onboarding.workspaces.queries import environments, secret_hash

KEY_DIGITS = 32
ROLES = ("viewer", "editor", "admin")
LIVE_OR_TEST = {"production": "live", "development": "test"}


@dataclass(frozen=True)
class NewEnvironment:
    """Keys of an environment, shown once."""

    id: int
    kind: str
    public_key: str
    secret_key: str
    signing_kid: str
    signing_secret: str


@dataclass(frozen=True)
class NewWorkspace:
    """A workspace that was just made."""

    id: int
    public_id: str
    environments: Mapping[str, NewEnvironment]


def create_workspace(
    name: str, *, origins: Sequence[str] = (), is_demo: bool = False, locale: str = "en"
) -> NewWorkspace:
    """Make a workspace with a production and a development environment.

    Args:
        name: shown to members.
        origins: pages of these origins may embed the widget, e.g. `https://app.example.com`.
        is_demo: whether its history will be made up.
        locale: the language its articles fall back to.
    """
    with transaction() as session:
        workspace = Workspace(
            public_id=new_id("wsp", now()),
            name=name,
            default_locale=locale,
            help_mode="neutral",
            theme={},
            texts={},
            is_demo=is_demo,
            created_at=now(),
        )
        session.add(workspace)
        session.flush()
        made = {kind: _add_environment(session, workspace.id, kind, origins) for kind in LIVE_OR_TEST}
        audit(
            session,
            workspace.id,
            actor="cli",
            action="create",
            resource=workspace.public_id,
            detail={"name": name},
        )
        result = NewWorkspace(workspace.id, workspace.public_id, made)
    environments().forget()
    return result


def _add_environment(session: Session, workspace_id: int, kind: str, origins: Sequence[str]) -> NewEnvironment:
    suffix = LIVE_OR_TEST[kind]
    environment = Environment(
        workspace_id=workspace_id,
        kind=kind,
        public_key=new_key(f"pk_{suffix}"),
        allowed_origins=list(origins),
        enforce_identity=kind == "production",
        segment_trait="plan",
        created_at=now(),
    )
    session.add(environment)
    session.flush()
    secret_key = add_secret_key(session, environment.id, f"sk_{suffix}")
    signing = add_signing_secret(session, environment.id)
    return NewEnvironment(environment.id, kind, environment.public_key, secret_key, signing.id, signing.secret)


def add_secret_key(session: Session, environment_id: int, prefix: str) -> str:
    """Add a secret key to an environment and return it; only its hash is kept."""
    key = new_key(prefix)
    session.add(
        SecretKey(
            environment_id=environment_id,
            id=new_id("sky", now()),
            hash=secret_hash(key),
            hint=key[:12],
            created_at=now(),
        )
    )
    return key


def add_signing_secret(session: Session, environment_id: int) -> SigningSecret:
    """Add a secret for identity tokens to an environment."""
    signing = SigningSecret(
        environment_id=environment_id,
        id=new_id("sig", now()),
        secret=new_key("ss"),
        created_at=now(),
    )
    session.add(signing)
    return signing


def create_member(*, email: str, name: str, password: str, workspace_id: int, role: str) -> str:
    """Add a person with a dashboard login to a workspace; returns the member's id.

    Raises:
        ValueError: the role is unknown or the address is taken.
    """
    if role not in ROLES:
        raise ValueError(f"role must be one of {', '.join(ROLES)}")
    with transaction() as session:
        if session.scalar(select(Member.id).where(Member.email == normalise_email(email))):
            raise ValueError(f"{email} has a login already")
        member = Member(
            id=new_id("mbr", now()),
            email=normalise_email(email),
            name=name,
            password_hash=PasswordHasher().hash(password),
            session_epoch=1,
            created_at=now(),
        )
        session.add(member)
        session.flush()
        session.add(Membership(workspace_id=workspace_id, member_id=member.id, role=role))
        audit(session, workspace_id, actor="cli", action="add_member", resource=member.id, detail={"role": role})
        return member.id


def audit(
    session: Session, workspace_id: int, *, actor: str, action: str, resource: str, detail: dict[str, Any]
) -> None:
    """Note in the audit log who did what, in the transaction that does it."""
    entry_id = new_id("aud", now())
    session.add(
        AuditEntry(
            workspace_id=workspace_id,
            id=entry_id,
            at=now(),
            actor=actor,
            action=action,
            resource=resource,
            detail=detail,
        )
    )


def normalise_email(email: str) -> str:
    """One spelling per mailbox: NFKC and lower case."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def new_key(prefix: str) -> str:
    """An unguessable key of 160 bits, recognisable by its prefix."""
    return prefix + "_" + "".join(secrets.choice(CROCKFORD) for _ in range(KEY_DIGITS))
