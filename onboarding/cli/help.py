"""`handrail reindex`: make the search indexes of the knowledge bases anew."""

from __future__ import annotations

import click

from kb_search import IndexUnavailable
from onboarding.cli import handrail
from onboarding.cli.context import in_app, workspace_named
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.indexing import article_index
from onboarding.workspaces.workspace_queries import WorkspaceView, all_workspaces


@handrail.command()
@click.option("--verify", is_flag=True, help="Change nothing; fail when an index differs from the database.")
@click.option("--workspace", "only", help="The name of the only workspace to do it for.")
@in_app
def reindex(*, verify: bool, only: str | None) -> None:
    """Make the search indexes anew; searches go on being answered from the old ones meanwhile."""
    workspaces = _chosen(only)
    if verify:
        wrong = [locale for each in workspaces for locale in _verify(each)]
        if wrong:
            raise click.ClickException(f"the index of {', '.join(wrong)} differs; `handrail reindex` makes it anew")
        return
    for workspace in workspaces:
        _rebuild(workspace)


def _chosen(only: str | None) -> list[WorkspaceView]:
    if only is not None:
        return [workspace_named(only)]
    workspaces = all_workspaces()
    if not workspaces:
        raise click.ClickException("there is no workspace yet; run `handrail init`")
    return workspaces


def _rebuild(workspace: WorkspaceView) -> None:
    index, catalogue = article_index(), catalogue_of(workspace.id)
    for locale in catalogue.indexed_locales:
        count = index.rebuild(workspace.id, locale, wait=True)
        click.echo(f"{workspace.name}, {locale}: {count} articles")
        if embedded := index.embed(workspace.id, locale):
            click.echo(f"{workspace.name}, {locale}: {embedded} articles can be found by their meaning")
    index.drop_unused(catalogue)


def _verify(workspace: WorkspaceView) -> list[str]:
    """The indexes that differ, by workspace and language."""
    catalogue = catalogue_of(workspace.id)
    return [
        f"{workspace.name}, {locale}"
        for locale in catalogue.indexed_locales
        if not _is_right(catalogue, locale, f"{workspace.name}, {locale}")
    ]


def _is_right(catalogue: Catalogue, locale: str, name: str) -> bool:
    try:
        difference = article_index().compare(catalogue.workspace_id, locale)
    except IndexUnavailable as error:
        click.echo(f"{name}: {error.reason}")
        return False
    click.echo(
        f"{name}: {len(difference.missing)} missing, {len(difference.stale)} out of date, "
        f"{len(difference.unexpected)} too many"
    )
    return not difference
