"""`handrail workspace`: making another one; its language, and how the widget looks and speaks, in every environment."""

from __future__ import annotations

import json

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_app, in_environment
from onboarding.cli.new_workspace import describing, tell
from onboarding.help.authoring.texts.default_language import set_default_language
from onboarding.store.per_app import SETTINGS
from onboarding.workspaces import settings, theme
from onboarding.workspaces.installed import workspace_of
from onboarding.workspaces.logins import usual_name
from onboarding.workspaces.members import add_member
from onboarding.workspaces.queries import EnvironmentView
from onboarding.workspaces.service import create_workspace
from onboarding.workspaces.workspace_queries import all_workspaces


@handrail.group()
def workspace() -> None:
    """Make workspaces; see and change their language and how the widget looks and speaks, in all environments."""


@workspace.command()
@describing
@in_app
def create(name: str, language: str, origins: tuple[str, ...], email: str) -> None:
    """Make another workspace in this installation, with environments, keys and members of its own.

    Whoever has a login already comes in with it. Other commands are for it with --workspace NAME.
    """
    if name in {each.name for each in all_workspaces()}:
        raise click.ClickException(f"there is a workspace {name} already")
    made = create_workspace(name, origins=origins, locale=language)
    password = add_member(made.id, email=email, name=usual_name(email), role="admin", actor="cli")
    tell(SETTINGS.get(), made, login=(email, password or "the one they have already"), origins=origins)


@workspace.command()
@in_environment
def show(environment: EnvironmentView) -> None:
    """Print language, theme, replaced texts and help mode."""
    click.echo(environment.workspace_name)
    click.echo(f"  {'language':<16} {environment.default_locale}")
    for name, value in {**theme.DEFAULTS, **environment.theme}.items():
        click.echo(f"  {name:<16} {_shown(value)}{'' if name in environment.theme else ' (by default)'}")
    click.echo(f"  {'help mode':<16} {environment.help_mode}")
    click.echo(f"  {'help host':<16} {workspace_of(environment.workspace_id).help_host or 'none'}")
    for locale, texts in sorted(environment.texts.items()):
        for key, text in sorted(texts.items()):
            click.echo(f"  {locale} {key}: {json.dumps(text, ensure_ascii=False)}")


@workspace.command()
@click.argument("tag")
@in_environment
def set_language(environment: EnvironmentView, tag: str) -> None:
    """Let articles fall back to the language TAG, such as de or pt-BR, and compare translations with its texts.

    Texts stay in the languages they are written in; files that name no language are read in this one from now on.
    """
    locale = set_default_language(environment.workspace_id, tag, actor="cli")
    click.echo(f"language: {locale}")


@workspace.command()
@click.argument("values", nargs=-1, required=True, metavar="NAME=VALUE…")
@in_environment
def set_theme(environment: EnvironmentView, values: tuple[str, ...]) -> None:
    """Set accent=#2f5bea, accent_text=#ffffff, mode=auto|light|dark, position=start|end, launcher=on|off.

    A NAME= without a value goes back to the default.
    """
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"write NAME=VALUE, not {value!r}", param_hint="NAME=VALUE")
    pairs = (value.partition("=") for value in values)
    settings.set_theme(environment.workspace_id, {name: value for name, _, value in pairs}, actor="cli")
    click.echo("theme set")


@workspace.command()
@click.argument("locale")
@click.argument("key")
@click.argument("text")
@in_environment
def set_text(environment: EnvironmentView, locale: str, key: str, text: str) -> None:
    """Say TEXT for KEY in the language LOCALE; an empty TEXT goes back to the built-in one."""
    settings.set_text(environment.workspace_id, locale, key, text, actor="cli")
    click.echo(f"{locale} {key}: {json.dumps(text, ensure_ascii=False) if text else 'as built in'}")


@workspace.command()
@click.argument("mode", type=click.Choice(settings.HELP_MODES))
@in_environment
def set_help_mode(environment: EnvironmentView, mode: str) -> None:
    """Tell widgets to offer help as MODE says; `help.mode` of POST /v1/boot carries it."""
    settings.set_help_mode(environment.workspace_id, mode, actor="cli")
    click.echo(f"help mode: {mode}")


@workspace.command()
@click.argument("url")
@in_environment
def set_contact(environment: EnvironmentView, url: str) -> None:
    """Send readers of the help centre who want a person to URL: a page, mailto:, or `form`; an empty one is nowhere."""
    settings.set_contact(environment.workspace_id, url, actor="cli")
    click.echo(f"contact: {url or 'none'}")


@workspace.command()
@click.argument("host")
@in_environment
def set_help_host(environment: EnvironmentView, host: str) -> None:
    """Give the workspace a public help centre of its own at https://HOST/help; an empty HOST takes it away.

    Let HOST lead to this server, with a certificate. The first workspace has one at this server's own address, too.
    """
    settings.set_help_host(environment.workspace_id, host, actor="cli")
    click.echo(f"help host: {host or 'none'}")


def _shown(value: object) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
