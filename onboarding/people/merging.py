"""What else moves when an anonymous history goes to a known user: each feature registers its own part."""

from __future__ import annotations

from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

from onboarding.workspaces.queries import EnvironmentView


class Merger(Protocol):
    """Moves one feature's rows of a user to another, in the given transaction."""

    def __call__(self, session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
        """Move the rows."""


def register(app: Flask, *mergers: Merger) -> None:
    """Say which features have rows of users, in the order in which they are to be moved."""
    app.extensions["handrail.mergers"] = mergers


def merge_histories(session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Move everything the anonymous user did to the known one."""
    mergers: tuple[Merger, ...] = current_app.extensions["handrail.mergers"]
    for merge in mergers:
        merge(session, environment, from_user=from_user, to_user=to_user)
