"""`handrail member`: a way back in for whoever forgot their password."""

from __future__ import annotations

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_app
from onboarding.workspaces import logins, passwords
from onboarding.workspaces.member_queries import member_by_email


@handrail.group()
def member() -> None:
    """Help a member of any workspace back into the dashboard."""


@member.command()
@click.argument("email")
@click.option("--ask-password", is_flag=True, help="Choose the password instead of being given one.")
@in_app
def reset_password(email: str, *, ask_password: bool) -> None:
    """Give the member of the address EMAIL another password; every session of theirs ends."""
    found = member_by_email(email)
    if found is None:
        raise click.ClickException(f"nobody has a login with the address {email}")
    if ask_password:
        logins.change_password(found.id, asked_password(), actor="cli")
        click.echo(f"{found.email} has the password you chose")
        return
    click.echo(f"Login:     {found.email}\nPassword:  {logins.reset_password(found.id, actor='cli')}\n")
    click.echo("It is not shown again; it can be changed in the dashboard, under the member's name.")


def asked_password() -> str:
    """A password typed twice; raises ChangeError when it is too short or too long."""
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    passwords.check_length(password)
    return password
