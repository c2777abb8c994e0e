"""`handrail push`: bring in checklists and tours kept as files."""

from __future__ import annotations

from pathlib import Path

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.content.service import push as push_folder
from onboarding.workspaces.queries import EnvironmentView


@handrail.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--publish/--no-publish", default=True, show_default=True, help="Make it live at once.")
@in_environment
def push(environment: EnvironmentView, folder: Path, *, publish: bool) -> None:
    """Bring in the checklists and tours of FOLDER, all of them or, when one is wrong, none."""
    report = push_folder(folder, environment, actor="cli", publish=publish)
    for warning in report.warnings:
        click.echo(f"warning: {warning}", err=True)
    for each in report.contents:
        state = "new version" if each.changed else "unchanged"
        click.echo(f"{each.kind} {each.key}: version {each.version} ({state})")
