"""`handrail import`: bring in what was written or collected elsewhere."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.help.importers.report import ImportRefused, ImportReport
from onboarding.help.service import import_markdown
from onboarding.workspaces.queries import EnvironmentView


@handrail.group("import")
def imports() -> None:
    """Bring in what was written or collected elsewhere; a second time changes nothing."""


@imports.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--site", metavar="URL", help="Where the articles come from; links to its other pages lead there.")
@click.option("--prune", is_flag=True, help="Withdraw articles of earlier imports that FOLDER no longer holds.")
@in_environment
def markdown(environment: EnvironmentView, folder: Path, *, site: str | None, prune: bool) -> None:
    """Bring in a FOLDER of Markdown articles, all of it or, when a file cannot be used, nothing."""
    if site is not None and not site.startswith(("https://", "http://")):
        raise click.BadParameter("must start with https://", param_hint="--site")
    try:
        report = import_markdown(folder, environment, actor="cli", site=site, prune=prune)
    except ImportRefused as refusal:
        for fault in refusal.faults:
            click.echo(fault, err=True)
        raise click.ClickException(f"{len(refusal.faults)} faults; nothing was changed") from refusal
    _print(report)


def _print(report: ImportReport) -> None:
    for kind, remarks in groupby(sorted(report.remarks, key=lambda each: each.kind), key=lambda each: each.kind):
        listed = list(remarks)
        click.echo(f"{kind.value} ({len(listed)})")
        for remark in listed:
            click.echo(f"  {remark}")
    click.echo(
        f"{report.articles} articles, {report.translations} texts: {report.added} added, {report.changed} changed, "
        f"{report.withdrawn} withdrawn, {report.unchanged} as they were"
    )
    click.echo(
        f"{report.collections} collections, {report.redirects} old addresses, {report.images} images; "
        f"{report.attribute_lists} attribute lists dropped"
    )
