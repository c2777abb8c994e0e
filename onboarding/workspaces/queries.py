"""Reads of environments; hot ones are answered from the process for about a second."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from onboarding.store import db
from onboarding.store.cache import ShortCache
from onboarding.store.per_app import PerApp
from onboarding.workspaces.models import Environment, SecretKey, SigningSecret, Workspace
from onboarding.workspaces.workspace_queries import (
    WorkspaceView,
    read_first_workspace,
    read_workspace,
    read_workspace_at,
    read_workspace_called,
)

LONGEST_KEY = 64


@dataclass(frozen=True, kw_only=True)
class EnvironmentView:
    """An environment as every request needs it."""

    id: int
    workspace_id: int
    workspace_name: str
    kind: str
    public_key: str
    allowed_origins: tuple[str, ...]
    enforce_identity: bool
    segment_trait: str
    default_locale: str
    help_mode: str
    theme: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, str]]
    is_demo: bool
    signing_secrets: Mapping[str, str]
    """Active secrets by key id."""


class Tenants:
    """Environments by their keys, and workspaces, remembered for a short time."""

    def __init__(self, seconds: float) -> None:
        self.by_public_key = ShortCache(_load_by_public_key, seconds=seconds)
        self.by_secret_hash = ShortCache(_load_by_secret_hash, seconds=seconds)
        self.first_workspace = ShortCache(_load_first_workspace, seconds=seconds)
        self.workspaces = ShortCache(read_workspace, seconds=seconds)
        self.workspaces_called = ShortCache(read_workspace_called, seconds=seconds)
        self.workspaces_at = ShortCache(read_workspace_at, seconds=seconds)

    def forget(self) -> None:
        """Drop what is remembered: something about a tenant has changed."""
        for remembered in vars(self).values():
            remembered.forget()


TENANTS: PerApp[Tenants] = PerApp("tenants")


def register(app: Flask, seconds: float) -> None:
    """Give `app` its memory of tenants."""
    TENANTS.put(app, Tenants(seconds))


def tenants() -> Tenants:
    """The current app's memory of tenants."""
    return TENANTS.get()


def environment_by_public_key(key: str) -> EnvironmentView | None:
    """The environment a public key names; None for an unknown key."""
    if len(key) > LONGEST_KEY or "\0" in key:  # neither remembered nor asked for: PostgreSQL refuses NUL
        return None
    return tenants().by_public_key.get(key)


def environment_by_secret_key(key: str) -> EnvironmentView | None:
    """The environment whose active secret key this is; None for an unknown or revoked one."""
    return tenants().by_secret_hash.get(secret_hash(key))


def environment_of(workspace_id: int, kind: str) -> EnvironmentView:
    """A workspace's environment of a kind; raises LookupError when it has none."""
    key = db.session.scalar(
        select(Environment.public_key).where(Environment.workspace_id == workspace_id, Environment.kind == kind)
    )
    view = environment_by_public_key(key) if key else None
    if view is None:
        raise LookupError(f"the workspace has no {kind} environment")
    return view


def secret_hash(key: str) -> str:
    """How a secret key is stored and looked up."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _load_first_workspace(_: tuple[()]) -> WorkspaceView | None:
    return read_first_workspace()


def _load_by_public_key(key: str) -> EnvironmentView | None:
    environment = db.session.scalar(select(Environment).where(Environment.public_key == key))
    return None if environment is None else _view(environment)


def _load_by_secret_hash(key_hash: str) -> EnvironmentView | None:
    environment = db.session.scalar(
        select(Environment)
        .join(SecretKey, SecretKey.environment_id == Environment.id)
        .where(SecretKey.hash == key_hash, SecretKey.revoked_at.is_(None))
    )
    return None if environment is None else _view(environment)


def _view(environment: Environment) -> EnvironmentView:
    workspace = db.session.get_one(Workspace, environment.workspace_id)
    secrets = db.session.execute(
        select(SigningSecret.id, SigningSecret.secret).where(
            SigningSecret.environment_id == environment.id, SigningSecret.revoked_at.is_(None)
        )
    )
    return EnvironmentView(
        id=environment.id,
        workspace_id=workspace.id,
        workspace_name=workspace.name,
        kind=environment.kind,
        public_key=environment.public_key,
        allowed_origins=tuple(environment.allowed_origins),
        enforce_identity=environment.enforce_identity,
        segment_trait=environment.segment_trait,
        default_locale=workspace.default_locale,
        help_mode=workspace.help_mode,
        theme=workspace.theme,
        texts=workspace.texts,
        is_demo=workspace.is_demo,
        signing_secrets=dict(secrets.all()),
    )
