"""`handrail export`: take out what is in a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.help.importers.archive.writing import write_archive
from onboarding.workspaces.queries import EnvironmentView


@handrail.group("export")
def exports() -> None:
    """Take out what is in a workspace."""


@exports.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_environment
def articles(environment: EnvironmentView, file: Path) -> None:
    """Write every article, draft and picture to FILE, a zip that `handrail import zip` brings in again."""
    try:
        count = write_archive(environment, file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    click.echo(f"{count} texts in {file}")
