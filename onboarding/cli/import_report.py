"""What an import says about itself, on paper."""

from __future__ import annotations

from itertools import groupby

import click

from onboarding.help.importers.report import ImportReport, RemarkKind


def print_report(report: ImportReport, *, is_rehearsal: bool = False) -> None:
    """Everything that was not understood, by kind; then the figures."""
    for kind, remarks in groupby(sorted(report.remarks, key=lambda each: each.kind), key=lambda each: each.kind):
        listed = list(remarks)
        click.echo(f"{kind.value} ({len(listed)})")
        for remark in listed:
            click.echo(f"  {remark}")
    click.echo(f"from {', '.join(report.sources)}")
    click.echo(
        f"{report.articles} articles, {report.translations} texts: {report.added} added, {report.changed} changed, "
        f"{report.withdrawn} withdrawn, {report.unchanged} as they were, {report.kept} kept as they are here"
    )
    click.echo(
        f"{report.drafts} drafts, {report.collections} collections, {report.redirects} old addresses, "
        f"{report.images} images brought in, {report.images_elsewhere} shown from elsewhere; "
        f"{report.attribute_lists} attribute lists dropped"
    )
    if report.deleted_here:
        click.echo(f"{report.deleted_here} {RemarkKind.DELETED.value}")
    if is_rehearsal:
        click.echo("nothing was changed (--dry-run)")
