"""`handrail synonyms`: the words that mean the same, as a file."""

from __future__ import annotations

from pathlib import Path

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.help.synonyms.queries import synonyms_of
from onboarding.help.synonyms.service import replace_synonyms
from onboarding.help.synonyms.yaml_file import read_synonyms, write_synonyms
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.queries import EnvironmentView


@handrail.group()
def synonyms() -> None:
    """Keep the words that mean the same in a file."""


@synonyms.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_environment
def bring_in(environment: EnvironmentView, file: Path) -> None:
    """Make the rules of FILE the workspace's, all of them or, when one is wrong, none; others are taken away."""
    try:
        added, removed = replace_synonyms(environment.workspace_id, read_synonyms(file), actor="cli")
    except ChangeError as error:
        raise click.ClickException(f"{error} Nothing was changed.") from error
    click.echo(f"{added} added, {removed} taken away")


@synonyms.command("export")
@in_environment
def write_out(environment: EnvironmentView) -> None:
    """Print the workspace's rules as a file that `import` reads."""
    drafts = [each.draft for each in synonyms_of(environment.workspace_id)]
    click.echo(write_synonyms(drafts), nl=False)
