"""Who takes what visitors ask: tickets stand beside the knowledge base, so the app brings the two together."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from flask import Flask

from onboarding.store.per_app import PerApp
from onboarding.workspaces.queries import EnvironmentView


class Desk(Protocol):
    """Takes a letter of a visitor whom nobody knows."""

    def __call__(
        self,
        environment: EnvironmentView,
        *,
        client_id: str,
        message: str,
        email: str,
        locale: str,
        help_session: str,
        moment: datetime,
    ) -> str:
        """Store it in the open transaction, once for a client id; the reference that the visitor is told."""


DESK: PerApp[Desk] = PerApp("desk")


def register(app: Flask, desk: Desk) -> None:
    """Let visitors of `app` write to `desk`."""
    DESK.put(app, desk)
