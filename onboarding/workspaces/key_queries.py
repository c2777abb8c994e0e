"""Reads of an environment's active keys, without what they are secret for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from onboarding.store import db
from onboarding.workspaces.models import SecretKey, SigningSecret


@dataclass(frozen=True)
class SecretKeyView:
    """A secret key, recognised by its first characters."""

    id: str
    hint: str
    created_at: datetime


@dataclass(frozen=True)
class SigningSecretView:
    """A signing secret; its id is the `kid` of tokens."""

    id: str
    created_at: datetime


def secret_keys_of(environment_id: int) -> list[SecretKeyView]:
    """The active secret keys, the oldest first."""
    rows = db.session.execute(
        select(SecretKey.id, SecretKey.hint, SecretKey.created_at)
        .where(SecretKey.environment_id == environment_id, SecretKey.revoked_at.is_(None))
        .order_by(SecretKey.created_at, SecretKey.id)
    )
    return [SecretKeyView(*row) for row in rows]


def signing_secrets_of(environment_id: int) -> list[SigningSecretView]:
    """The active signing secrets, the oldest first."""
    rows = db.session.execute(
        select(SigningSecret.id, SigningSecret.created_at)
        .where(SigningSecret.environment_id == environment_id, SigningSecret.revoked_at.is_(None))
        .order_by(SigningSecret.created_at, SigningSecret.id)
    )
    return [SigningSecretView(*row) for row in rows]
