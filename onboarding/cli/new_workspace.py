"""What a new workspace is made of on the command line, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from onboarding.config import Settings
from onboarding.workspaces import embedding
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.locales import checked_language
from onboarding.workspaces.logins import checked_email, checked_name
from onboarding.workspaces.origins import is_origin
from onboarding.workspaces.service import NewWorkspace

Command = TypeVar("Command", bound=Callable[..., Any])


def describing(command: Command) -> Command:
    """Give a command the options `name`, `language`, `origins` and `email`, asked for where they are needed."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def checked_origin(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The origins as browsers send them; raises BadParameter for anything but a scheme and a host."""
    for value in values:
        if not is_origin(value):
            raise click.BadParameter(f"{value!r} is not an origin such as https://app.example.com")
    return values


def checked_by(check: Callable[[str], str]) -> Callable[[click.Context, click.Parameter, str], str]:
    """What makes click ask again, or refuse the option, where `check` raises ChangeError."""

    def checked(_context: click.Context, _option: click.Parameter, value: str) -> str:
        try:
            return check(value)
        except ChangeError as error:
            raise click.BadParameter(str(error)) from error

    return checked


OPTIONS = (
    click.option(
        "--name", prompt="Name of your product", callback=checked_by(checked_name), help="Name of the workspace."
    ),
    click.option(
        "--language",
        default="en",
        show_default=True,
        callback=checked_by(checked_language),
        help="Of its articles; a tag.",
    ),
    click.option(
        "--origin",
        "origins",
        multiple=True,
        callback=checked_origin,
        help="Whose pages may embed the widget; repeatable.",
    ),
    click.option(
        "--email",
        prompt="Your e-mail address",
        callback=checked_by(checked_email),
        help="Login of its first member, who may do everything.",
    ),
)


def tell(settings: Settings, made: NewWorkspace, *, login: tuple[str, str], origins: tuple[str, ...]) -> None:
    """Print where to sign in, with `login`, an address and what is to be said of its password; keys and examples."""
    click.echo(f"Dashboard: {settings.base_url}/dashboard/\nLogin:     {login[0]}\nPassword:  {login[1]}\n")
    for kind, keys in made.environments.items():
        click.echo(f"{kind}: public key {keys.public_key}, secret key {keys.secret_key}")
    click.echo("Password and secret keys are not shown again.\n")
    if not origins:
        click.echo("No page may embed the widget yet: handrail environment allow-origin https://your.product\n")
    production = made.environments["production"]
    _tell_titled("Into the pages of your product", embedding.snippet(settings.base_url, production.public_key))
    _tell_titled("In a Python backend: handrail_token.py", embedding.python_example(production))
    _tell_titled("Or in Node: handrail-token.mjs", embedding.node_example(production))


def _tell_titled(title: str, text: str) -> None:
    click.echo(f"--- {title} ---\n{text}")
