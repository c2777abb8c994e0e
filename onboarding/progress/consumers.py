"""Features above that take part in recording: the search log, for one. Each registers for the events it wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from flask import Flask
from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.store.per_app import PerApp
from onboarding.workspaces.queries import EnvironmentView


class Consumer(Protocol):
    """Writes what new events mean to a feature, in the transaction that stores them."""

    def __call__(
        self, session: Session, environment: EnvironmentView, user_id: int, events: Sequence[Incoming], /
    ) -> None:
        """Take the events of a batch that it wants; each comes exactly once, in any order."""


CONSUMERS: PerApp[Mapping[str, Consumer]] = PerApp("consumers")


def register(app: Flask, consumers: Mapping[str, Consumer]) -> None:
    """Say who takes the events of which name."""
    CONSUMERS.put(app, dict(consumers))


def consumers() -> Mapping[str, Consumer]:
    """The current app's consumers by event name."""
    return CONSUMERS.get()
