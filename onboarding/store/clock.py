"""The one source of the present moment, replaced by tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from onboarding.store.per_app import PerApp
from onboarding.store.types import from_milliseconds, to_milliseconds

Clock = Callable[[], datetime]
CLOCK: PerApp[Clock] = PerApp("clock")


def system_clock() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def install(app: Flask, clock: Clock) -> None:
    """Make `clock` the source of time in `app`."""
    CLOCK.put(app, clock)


def now() -> datetime:
    """The present moment by the app's clock, to the millisecond (as it is stored)."""
    return from_milliseconds(to_milliseconds(CLOCK.get()()))
