"""The knowledge base: `handrail import markdown` brings articles in, `handrail reindex` makes their index anew."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from kb_search import IndexUnavailable
from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.cli.imports import imports
from onboarding.content.faults import SourceRefused
from onboarding.help.catalogue import Catalogue
from onboarding.help.importers.report import ImportReport
from onboarding.help.indexing import article_index
from onboarding.help.queries import catalogue_of
from onboarding.help.service import import_markdown
from onboarding.workspaces.queries import EnvironmentView


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
    except SourceRefused as refusal:
        for fault in refusal.faults:
            click.echo(fault, err=True)
        raise click.ClickException(f"{len(refusal.faults)} faults; nothing was changed") from refusal
    _print(report)


@handrail.command()
@click.option("--verify", is_flag=True, help="Change nothing; fail when the index differs from the database.")
@in_environment
def reindex(environment: EnvironmentView, *, verify: bool) -> None:
    """Make the search index anew; searches go on being answered from the old one meanwhile."""
    catalogue = catalogue_of(environment.workspace_id)
    if verify:
        wrong = [locale for locale in catalogue.indexed_locales if not _is_right(catalogue, locale)]
        if wrong:
            raise click.ClickException(f"the index of {', '.join(wrong)} differs; `handrail reindex` makes it anew")
        return
    index = article_index()
    for locale in catalogue.indexed_locales:
        click.echo(f"{locale}: {index.rebuild(catalogue.workspace_id, locale, wait=True)} articles")
    index.drop_unused(catalogue)


def _is_right(catalogue: Catalogue, locale: str) -> bool:
    try:
        difference = article_index().compare(catalogue.workspace_id, locale)
    except IndexUnavailable as error:
        click.echo(f"{locale}: {error.reason}")
        return False
    click.echo(
        f"{locale}: {len(difference.missing)} missing, {len(difference.stale)} out of date, "
        f"{len(difference.unexpected)} too many"
    )
    return not difference


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
