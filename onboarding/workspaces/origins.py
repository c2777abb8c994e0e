"""Which pages may embed the widget."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from onboarding.store import transaction
from onboarding.workspaces.models import Environment
from onboarding.workspaces.queries import EnvironmentView, environments
from onboarding.workspaces.service import audit


def is_origin(text: str) -> bool:
    """Whether `text` is an origin as browsers send it: `https://app.example.com`, nothing behind the host or port."""
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and text == f"{parts.scheme}://{parts.netloc}"


def allow_origins(environment: EnvironmentView, origins: Sequence[str], *, actor: str) -> None:
    """Let pages of these origins embed the widget, and no others."""
    if environment.allowed_origins == tuple(origins):
        return
    with transaction() as session:
        session.get_one(Environment, environment.id).allowed_origins = list(origins)
        detail = {"environment": environment.kind, "origins": list(origins)}
        audit(session, environment.workspace_id, actor=actor, action="allow_origins", resource="origins", detail=detail)
    environments().forget()
