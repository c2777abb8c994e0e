"""What an app keeps as long as it lives: a typed place for each thing, made where the thing is described."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from flask import Flask, current_app
from flask.sansio.app import App

from onboarding.config import Settings

T = TypeVar("T")


class PerApp(Generic[T]):
    """A place in every app for one value of its own; two apps in a process share nothing."""

    def __init__(self, name: str) -> None:
        self._key = f"handrail.{name}"

    def put(self, app: App, value: T) -> None:
        """Give `app` its value."""
        app.extensions[self._key] = value

    def of(self, app: Flask) -> T:
        """The value of `app`; raises KeyError when it was given none."""
        return cast("T", app.extensions[self._key])

    def get(self) -> T:
        """The value of the current app; raises KeyError when it was given none."""
        return cast("T", current_app.extensions[self._key])


SETTINGS: PerApp[Settings] = PerApp("settings")
