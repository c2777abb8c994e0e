"""`handrail init`: from nothing to a snippet."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from onboarding.cli import handrail
from onboarding.cli.context import open_app
from onboarding.cli.member import asked_password
from onboarding.cli.secret_key import ensure_secret_key
from onboarding.cli.serving import migrate
from onboarding.config import Settings, data_dir_of
from onboarding.store.per_app import SETTINGS
from onboarding.workspaces import embedding
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.locales import checked_language
from onboarding.workspaces.logins import LONGEST_NAME, checked_email, checked_name, new_password
from onboarding.workspaces.members import create_member
from onboarding.workspaces.origins import is_origin
from onboarding.workspaces.queries import first_workspace
from onboarding.workspaces.service import NewWorkspace, create_workspace


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


@handrail.command()
@click.option("--name", prompt="Name of your product", callback=checked_by(checked_name), help="Name of the workspace.")
@click.option(
    "--language", default="en", show_default=True, callback=checked_by(checked_language), help="Of its articles; a tag."
)
@click.option(
    "--origin", "origins", multiple=True, callback=checked_origin, help="Whose pages may embed the widget; repeatable."
)
@click.option(
    "--email",
    prompt="Your e-mail address",
    callback=checked_by(checked_email),
    help="Login of the first member, who may do everything.",
)
@click.option("--ask-password", is_flag=True, help="Choose the password instead of being given one.")
def init(name: str, language: str, origins: tuple[str, ...], email: str, *, ask_password: bool) -> None:
    """Set up this installation: its folder and secret, database, first workspace and member."""
    if "HANDRAIL_SECRET_KEY" not in os.environ:
        ensure_secret_key(data_dir_of())
    app = open_app()
    migrate(app)
    with app.app_context():
        _refuse_second_workspace()
        password = asked_password() if ask_password else new_password()
        made = create_workspace(name, origins=origins, locale=language)
        name_of_login = email[:LONGEST_NAME]
        create_member(made.id, email=email, name=name_of_login, password=password, role="admin", actor="cli")
    shown = "as you chose it" if ask_password else password
    click.echo(f"Language:  {language}; articles that a reader's language lacks are shown in it")
    _print(SETTINGS.of(app), made, login=(email, shown), origins=origins)


def _refuse_second_workspace() -> None:
    try:
        existing = first_workspace()
    except LookupError:
        return
    raise click.ClickException(f"this installation is set up already: its workspace is {existing.name}")


def _print(settings: Settings, made: NewWorkspace, *, login: tuple[str, str], origins: tuple[str, ...]) -> None:
    click.echo(f"Dashboard: {settings.base_url}/dashboard/\nLogin:     {login[0]}\nPassword:  {login[1]}\n")
    for kind, keys in made.environments.items():
        click.echo(f"{kind}: public key {keys.public_key}, secret key {keys.secret_key}")
    click.echo("Password and secret keys are not shown again.\n")
    if not origins:
        click.echo("No page may embed the widget yet: handrail environment allow-origin https://your.product\n")
    production = made.environments["production"]
    _print_titled("Into the pages of your product", embedding.snippet(settings.base_url, production.public_key))
    _print_titled("In a Python backend: handrail_token.py", embedding.python_example(production))
    _print_titled("Or in Node: handrail-token.mjs", embedding.node_example(production))
    click.echo("Now start it: handrail serve")


def _print_titled(title: str, text: str) -> None:
    click.echo(f"--- {title} ---\n{text}")
