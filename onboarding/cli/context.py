"""How a command gets at the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import click
from flask import Flask

from onboarding.workspaces.installed import first_workspace
from onboarding.workspaces.queries import EnvironmentView, environment_of
from onboarding.workspaces.workspace_queries import WorkspaceView, all_workspaces

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
    """Run a command on one environment of a workspace; adds `--environment` and `--workspace`."""

    @click.option("--environment", "kind", default="production", show_default=True, help="Which environment.")
    @click.option("--workspace", "workspace_name", help="Name of the workspace; the first one when left out.")
    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        kind, name = str(kwargs.pop("kind")), kwargs.pop("workspace_name")
        with open_app().app_context():
            try:
                workspace = first_workspace() if name is None else workspace_named(str(name))
                environment = environment_of(workspace.id, kind)
            except LookupError as error:
                raise click.ClickException(str(error)) from error
            command(environment, *args, **kwargs)

    return run


def workspace_named(name: str) -> WorkspaceView:
    """The workspace of that name; raises ClickException, with the names there are, when there is none."""
    workspaces = all_workspaces()
    found = next((each for each in workspaces if each.name == name), None)
    if found is None:
        names = ", ".join(each.name for each in workspaces) or "none; run `handrail init`"
        raise click.ClickException(f"there is no workspace {name}; there are {names}")
    return found


def application_factory() -> AppFactory:
    """What makes an application of the current command: `create_app`, or a test's."""
    factory: AppFactory = click.get_current_context().obj
    return factory


def open_app() -> Flask:
    """The application of the current command; raises SettingsError when a setting cannot be used."""
    return application_factory()()
