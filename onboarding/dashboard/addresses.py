"""Addresses of the dashboard's pages, in the workspace and environment where a member is."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Redirection

from onboarding.dashboard.access import Seat


def here(seat: Seat) -> dict[str, Any]:
    """Workspace and environment as addresses name them."""
    return {"workspace": seat.workspace.public_id, "environment": seat.environment.kind}


def to(seat: Seat, page: str, **values: Any) -> Redirection:
    """Lead to a page after a change."""
    return redirect(url_for(f"dashboard.{page}", **here(seat), **values), 303)
