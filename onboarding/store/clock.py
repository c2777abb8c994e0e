"""The one source of the present moment, replaced by tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, current_app

from onboarding.store.types import from_milliseconds, to_milliseconds

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def install(app: Flask, clock: Clock) -> None:
    """Make `clock` the source of time in `app`."""
    app.extensions["handrail.clock"] = clock


def now() -> datetime:
    """The present moment by the app's clock, to the millisecond (as it is stored)."""
    clock: Clock = current_app.extensions["handrail.clock"]
    return from_milliseconds(to_milliseconds(clock()))
