"""Make a workspace, with its environments and their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.workspaces.audit import audit
from onboarding.workspaces.keys import LIVE_OR_TEST, add_secret_key, add_signing_secret, new_key
from onboarding.workspaces.locales import checked_language
from onboarding.workspaces.models import Environment, Workspace
from onboarding.workspaces.queries import tenants


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

    Raises:
        ChangeError: the language is none.
    """
    with transaction() as session:
        workspace = Workspace(
            public_id=new_id("wsp", now()),
            name=name,
            default_locale=checked_language(locale),
            help_mode="neutral",
            contact_url=None,
            help_host=None,
            theme={},
            texts={},
            is_demo=is_demo,
            created_at=now(),
        )
        session.add(workspace)
        session.flush()
        made = {kind: _add_environment(session, workspace.id, kind, origins) for kind in LIVE_OR_TEST}
        audit(session, workspace.id, actor="cli", action="create", resource=workspace.public_id, detail={"name": name})
        result = NewWorkspace(workspace.id, workspace.public_id, made)
    tenants().forget()
    return result


def _add_environment(session: Session, workspace_id: int, kind: str, origins: Sequence[str]) -> NewEnvironment:
    environment = Environment(
        workspace_id=workspace_id,
        kind=kind,
        public_key=new_key(f"pk_{LIVE_OR_TEST[kind]}"),
        allowed_origins=list(origins),
        enforce_identity=kind == "production",
        segment_trait="plan",
        created_at=now(),
    )
    session.add(environment)
    session.flush()
    secret_key = add_secret_key(session, environment.id, kind)
    signing = add_signing_secret(session, environment.id)
    return NewEnvironment(environment.id, kind, environment.public_key, secret_key.value, signing.id, signing.secret)
