"""`handrail serve` and `handrail migrate`."""

from __future__ import annotations

import click

from onboarding.cli import handrail
from onboarding.cli.context import application_factory, open_app
from onboarding.cli.serving import Server, gunicorn_settings
from onboarding.cli.serving import migrate as migrate_database
from onboarding.store.per_app import SETTINGS


@handrail.command()
def serve() -> None:
    """Bring the database up to date and serve, as the HANDRAIL_* variables say, until interrupted."""
    settings = SETTINGS.of(open_app())
    create_app = application_factory()
    Server(gunicorn_settings(settings, create_app), create_app).run()


@handrail.command()
def migrate() -> None:
    """Bring the database to this version's schema (`serve` does so by itself)."""
    migrate_database(open_app())
    click.echo("The database is up to date.")
