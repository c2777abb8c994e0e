"""Secret keys of a host's backend, and the secrets that sign identity tokens: made, shown once, revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store import now
from onboarding.store.ids import CROCKFORD, new_id
from onboarding.workspaces.audit import audit
from onboarding.workspaces.changes import ChangeError, changing_environment
from onboarding.workspaces.models import SecretKey, SigningSecret
from onboarding.workspaces.queries import EnvironmentView, secret_hash

KEY_DIGITS = 32
LIVE_OR_TEST = {"production": "live", "development": "test"}
MOST_SIGNING_SECRETS = 2
"""The one in use and the one that takes its place."""
MOST_SECRET_KEYS = 20

Row = TypeVar("Row", SecretKey, SigningSecret)


@dataclass(frozen=True)
class NewSecret:
    """A key or secret that was just made; `value` is shown this once."""

    id: str
    value: str


def create_secret_key(environment: EnvironmentView, *, actor: str) -> NewSecret:
    """Make another secret key; raises ChangeError when there are MOST_SECRET_KEYS."""
    with changing_environment(environment) as (session, _):
        if len(_active(session, SecretKey, environment)) >= MOST_SECRET_KEYS:
            raise ChangeError(f"There are {MOST_SECRET_KEYS} secret keys already; revoke one that is not used.")
        made = add_secret_key(session, environment.id, environment.kind)
        _note(session, environment, actor, "create_secret_key", made.id)
    return made


def revoke_secret_key(environment: EnvironmentView, key_id: str, *, actor: str) -> None:
    """End a secret key: the next call with it is refused. Raises ChangeError for one that is not active."""
    with changing_environment(environment) as (session, _):
        _revoke(_active(session, SecretKey, environment), key_id, what="secret key")
        _note(session, environment, actor, "revoke_secret_key", key_id)


def rotate_signing_secret(environment: EnvironmentView, *, actor: str) -> NewSecret:
    """Make the secret that takes the present one's place; until that is revoked, tokens of both are good.

    Raises:
        ChangeError: two are active already.
    """
    with changing_environment(environment) as (session, _):
        if len(_active(session, SigningSecret, environment)) >= MOST_SIGNING_SECRETS:
            raise ChangeError("Two signing secrets are active already; revoke the one your backend no longer uses.")
        made = add_signing_secret(session, environment.id)
        _note(session, environment, actor, "rotate_signing_secret", made.id)
    return NewSecret(made.id, made.secret)


def revoke_signing_secret(environment: EnvironmentView, kid: str, *, actor: str) -> None:
    """End a signing secret: tokens signed with it are refused from now on.

    Raises:
        ChangeError: it is not active, or the only one that is.
    """
    with changing_environment(environment) as (session, _):
        active = _active(session, SigningSecret, environment)
        if len(active) == 1 and kid in active:
            raise ChangeError("It is the only signing secret; rotate first, so that your backend has one to sign with.")
        _revoke(active, kid, what="signing secret")
        _note(session, environment, actor, "revoke_signing_secret", kid)


def add_secret_key(session: Session, environment_id: int, kind: str) -> NewSecret:
    """Add a secret key to an environment of a kind; only its hash is kept."""
    made = NewSecret(new_id("sky", now()), new_key(f"sk_{LIVE_OR_TEST[kind]}"))
    session.add(
        SecretKey(
            environment_id=environment_id,
            id=made.id,
            hash=secret_hash(made.value),
            hint=made.value[:12],
            created_at=now(),
        )
    )
    return made


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


def new_key(prefix: str) -> str:
    """An unguessable key of 160 bits, recognisable by its prefix."""
    return prefix + "_" + "".join(secrets.choice(CROCKFORD) for _ in range(KEY_DIGITS))


def _active(session: Session, model: type[Row], environment: EnvironmentView) -> dict[str, Row]:
    rows = session.scalars(select(model).where(model.environment_id == environment.id, model.revoked_at.is_(None)))
    return {row.id: row for row in rows}


def _revoke(active: dict[str, Row], row_id: str, *, what: str) -> None:
    if row_id not in active:
        raise ChangeError(f"No active {what} of this environment has the id {row_id!r}.")
    active[row_id].revoked_at = now()


def _note(session: Session, environment: EnvironmentView, actor: str, action: str, resource: str) -> None:
    detail = {"environment": environment.kind}
    audit(session, environment.workspace_id, actor=actor, action=action, resource=resource, detail=detail)
