"""`handrail reindex`: make the search index of the knowledge base anew."""

from __future__ import annotations

import click

from kb_search import IndexUnavailable
from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.help.catalogue import Catalogue
from onboarding.help.indexing import article_index
from onboarding.help.queries import catalogue_of
from onboarding.workspaces.queries import EnvironmentView


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
