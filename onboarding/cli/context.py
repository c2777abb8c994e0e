"""How a command gets at the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import click
from flask import Flask

from onboarding.workspaces.queries import EnvironmentView, environment_of, first_workspace

P = ParamSpec("P")
AppFactory = Callable[..., Flask]


def in_app(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command inside the application's context."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with open_app().app_context():
            command(*args, **kwargs)

    return run


def in_environment(command: Callable[Concatenate[EnvironmentView, P], None]) -> Callable[P, None]:
    """Run a command on one environment of this installation's workspace; adds `--environment`."""

    @click.option("--environment", "kind", default="production", show_default=True, help="Which environment.")
    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        kind = str(kwargs.pop("kind"))
        with open_app().app_context():
            try:
                environment = environment_of(first_workspace().id, kind)
            except LookupError as error:
                raise click.ClickException(str(error)) from error
            command(environment, *args, **kwargs)

    return run


def application_factory() -> AppFactory:
    """What makes an application of the current command: `create_app`, or a test's."""
    factory: AppFactory = click.get_current_context().obj
    return factory


def open_app() -> Flask:
    """The application of the current command; raises SettingsError when a setting cannot be used."""
    return application_factory()()
