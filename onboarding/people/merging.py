"""What else moves when an anonymous history goes to a known user: each feature registers its own part."""

from __future__ import annotations

from typing import Protocol

from flask import Flask
from sqlalchemy.orm import Session

from onboarding.store.per_app import PerApp
from onboarding.workspaces.queries import EnvironmentView


class Merger(Protocol):
    """Moves one feature's rows of a user to another, in the given transaction."""

    def __call__(self, session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
        """Move the rows."""


MERGERS: PerApp[tuple[Merger, ...]] = PerApp("mergers")


def register(app: Flask, *mergers: Merger) -> None:
    """Say which features have rows of users, in the order in which they are to be moved."""
    MERGERS.put(app, mergers)


def merge_histories(session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Move everything the anonymous user did to the known one."""
    for merge in MERGERS.get():
        merge(session, environment, from_user=from_user, to_user=to_user)
