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
        f"{_counted(report.articles, 'article')}, {_counted(report.translations, 'text')}: "
        f"{report.added} added, {report.changed} changed, "
        f"{report.withdrawn} withdrawn, {report.unchanged} as they were, {report.kept} kept as they are here"
    )
    if beside := _beside(report):
        click.echo(beside)
    if report.deleted_here:
        click.echo(f"{report.deleted_here} {RemarkKind.DELETED.value}")
    if is_rehearsal:
        click.echo("nothing was changed (--dry-run)")


def _beside(report: ImportReport) -> str:
    """What else the source holds, without what it has none of."""
    counts = (
        (report.drafts, "draft", "drafts"),
        (report.collections, "collection", "collections"),
        (report.redirects, "old address", "old addresses"),
        (report.images, "image brought in", "images brought in"),
        (report.images_elsewhere, "image shown from elsewhere", "images shown from elsewhere"),
        (report.attribute_lists, "attribute list dropped", "attribute lists dropped"),
    )
    return ", ".join(_counted(*each) for each in counts if each[0])


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
