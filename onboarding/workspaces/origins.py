"""Which pages may embed the widget: those of an environment's allowed origins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from onboarding.workspaces.audit import audit
from onboarding.workspaces.changes import ChangeError, changing_environment
from onboarding.workspaces.models import Environment
from onboarding.workspaces.queries import EnvironmentView

ORIGIN = re.compile(r"(https?)://(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::([1-9][0-9]{0,4}))?")
DEFAULT_PORTS = {"http": "80", "https": "443"}
HIGHEST_PORT = 65_535
MOST_ORIGINS = 100


def is_origin(text: str) -> bool:
    """Whether `text` is an origin as browsers send it: `https://app.example.com`, nothing behind the host or port.

    They write hosts in lower case and ASCII and leave out the scheme's own port; anything else would never match.
    """
    found = ORIGIN.fullmatch(text)
    if found is None:
        return False
    scheme, port = found.groups()
    return port is None or (port != DEFAULT_PORTS[scheme] and int(port) <= HIGHEST_PORT)


def replace_origins(environment: EnvironmentView, origins: Sequence[str], *, actor: str) -> None:
    """Let pages of these origins embed the widget, and no others."""
    with changing_environment(environment) as (session, row):
        _store(session, row, origins, actor)


def allow_origin(environment: EnvironmentView, origin: str, *, actor: str) -> None:
    """Let pages of an origin embed the widget too; one that may already changes nothing.

    Raises:
        ChangeError: it is not an origin as browsers send it, or there are MOST_ORIGINS.
    """
    if not is_origin(origin):
        raise ChangeError(
            f"{origin!r} is not an origin such as https://app.example.com: scheme and host in lower case, "
            "a port only where it is not the scheme's own, and nothing behind them."
        )
    with changing_environment(environment) as (session, row):
        if len(row.allowed_origins) >= MOST_ORIGINS:
            raise ChangeError(f"There are {MOST_ORIGINS} allowed origins already; remove one first.")
        _store(session, row, list(dict.fromkeys([*row.allowed_origins, origin])), actor)


def remove_origin(environment: EnvironmentView, origin: str, *, actor: str) -> None:
    """Stop letting pages of an origin embed the widget; raises ChangeError for one that is not allowed."""
    with changing_environment(environment) as (session, row):
        if origin not in row.allowed_origins:
            raise ChangeError(f"{origin!r} is not among the allowed origins.")
        _store(session, row, [each for each in row.allowed_origins if each != origin], actor)


def _store(session: Session, row: Environment, origins: Sequence[str], actor: str) -> None:
    if row.allowed_origins == list(origins):
        return
    row.allowed_origins = list(origins)
    detail = {"environment": row.kind, "origins": list(origins)}
    audit(session, row.workspace_id, actor=actor, action="allow_origins", resource="origins", detail=detail)
