"""`handrail articles check`: what readers would stumble over, for a terminal or a build."""

from __future__ import annotations

from itertools import groupby

import click

from onboarding.cli import handrail
from onboarding.cli.context import in_environment
from onboarding.help.authoring.report.findings import (
    MOST_DAYS,
    MOST_MONTHS,
    READERS_MEET,
    STALE_MONTHS,
    UNREAD_DAYS,
    Limits,
    findings,
)
from onboarding.help.authoring.report.survey import survey_of
from onboarding.store import now
from onboarding.workspaces.queries import EnvironmentView


@handrail.group()
def articles() -> None:
    """Look after the articles of the knowledge base."""


@articles.command()
@click.option(
    "--stale-months",
    type=click.IntRange(1, MOST_MONTHS),
    default=STALE_MONTHS,
    show_default=True,
    help="Unchanged for.",
)
@click.option(
    "--unread-days", type=click.IntRange(1, MOST_DAYS), default=UNREAD_DAYS, show_default=True, help="Unopened for."
)
@in_environment
def check(environment: EnvironmentView, *, stale_months: int, unread_days: int) -> None:
    """Name broken links, missing files, outdated and missing translations, stale and unread articles.

    Fails when a link is broken or a file is missing. Links to other sites are not followed.
    """
    limits = Limits(now=now(), stale_months=stale_months, unread_days=unread_days)
    found = findings(survey_of(environment), limits)
    for flaw, group in groupby(found, key=lambda each: each.flaw):
        listed = list(group)
        click.echo(f"{flaw.replace('_', ' ')} ({len(listed)})")
        for each in listed:
            click.echo(f"  {each.locale} {each.title}: {each.detail}")
    broken = sum(each.flaw in READERS_MEET for each in found)
    if broken:
        raise click.ClickException(f"readers meet broken links or missing files: {broken}")
    click.echo("readers meet no broken link and no missing file")
