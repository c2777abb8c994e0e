"""Features above that take part in recording: the search log, for one. Each registers for the events it wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.workspaces.queries import EnvironmentView


class Consumer(Protocol):
    """Writes what new events mean to a feature, in the transaction that stores them."""

    def __call__(
        self, session: Session, environment: EnvironmentView, user_id: int, events: Sequence[Incoming], /
    ) -> None:
        """Take the events of a batch that it wants; each comes exactly once, in any order."""


def register(app: Flask, consumers: Mapping[str, Consumer]) -> None:
    """Say who takes the events of which name."""
    app.extensions["handrail.consumers"] = dict(consumers)


def consumers() -> Mapping[str, Consumer]:
    """The current app's consumers by event name."""
    registered: Mapping[str, Consumer] = current_app.extensions["handrail.consumers"]
    return registered
