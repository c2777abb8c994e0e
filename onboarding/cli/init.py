"""`handrail init`: from nothing to a snippet."""

from __future__ import annotations

import os

import click

from onboarding.cli import handrail
from onboarding.cli.context import open_app
from onboarding.cli.member import asked_password
from onboarding.cli.new_workspace import describing, tell
from onboarding.cli.secret_key import ensure_secret_key
from onboarding.cli.serving import migrate
from onboarding.config import data_dir_of
from onboarding.store.per_app import SETTINGS
from onboarding.workspaces.installed import first_workspace
from onboarding.workspaces.logins import new_password, usual_name
from onboarding.workspaces.members import create_member
from onboarding.workspaces.service import create_workspace


@handrail.command()
@describing
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
        create_member(made.id, email=email, name=usual_name(email), password=password, role="admin", actor="cli")
    shown = "as you chose it" if ask_password else password
    click.echo(f"Language:  {language}; articles that a reader's language lacks are shown in it")
    tell(SETTINGS.of(app), made, login=(email, shown), origins=origins)
    click.echo("Now start it: handrail serve")


def _refuse_second_workspace() -> None:
    try:
        existing = first_workspace()
    except LookupError:
        return
    raise click.ClickException(f"this installation is set up already: its workspace is {existing.name}")
