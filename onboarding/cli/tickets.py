"""`handrail import tickets`: bring in what a support desk has exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from onboarding.cli.context import in_environment
from onboarding.cli.imports import imports
from onboarding.tickets.csv_layout import COLUMNS, LayoutError, layout_of
from onboarding.tickets.csv_rejects import keep_rejects
from onboarding.tickets.csv_rows import CsvRow, open_csv
from onboarding.tickets.importing import ImportReport, import_rows
from onboarding.tickets.incoming import SOURCE_PATTERN, WIDGET
from onboarding.tickets.matching import EMAIL, EXTERNAL_ID, UNMATCHED
from onboarding.workspaces.queries import EnvironmentView

NAMES = {EXTERNAL_ID: "by external id", EMAIL: "by e-mail", UNMATCHED: "unmatched"}
"""How a desk's tickets can be matched, in words."""


def _zone(_context: click.Context, _option: click.Parameter, value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise click.BadParameter(f"{value!r} is no time zone; write one like Europe/Helsinki") from error


def _check_source(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value == WIDGET or SOURCE_PATTERN.fullmatch(value) is None:
        raise click.BadParameter("write a desk's name in lower case, such as zendesk")
    return value


@imports.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default="zendesk", show_default=True, callback=_check_source, help="The desk's name.")
@click.option("--timezone", "zone", default="UTC", show_default=True, callback=_zone, help="Zone of times without one.")
@click.option(
    "--match-emails/--no-match-emails",
    default=True,
    show_default=True,
    help="Match requesters by e-mail too; turn it off where the desk takes any sender's word for it.",
)
@click.option(
    "--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Write rows that were not stored here."
)
@in_environment
def tickets(
    environment: EnvironmentView, file: Path, source: str, zone: ZoneInfo, rejects: Path | None, *, match_emails: bool
) -> None:
    """Bring in the tickets of FILE, a CSV export with Zendesk's columns; run again, it changes only what is newer."""
    if rejects is not None and rejects.exists() and rejects.samefile(file):
        raise click.BadParameter("is the file to be read", param_hint="--rejects")
    with open_csv(file, known=COLUMNS) as exported:
        try:
            layout = layout_of(exported.header, source=source, zone=zone, emails_verified=match_emails)
        except LayoutError as error:
            raise click.ClickException(f"{file}: {error}") from error
        with keep_rejects(exported, rejects) as keep:

            def on_reject(row: CsvRow, reason: str) -> None:
                keep(row, reason)
                click.echo(f"{file}:{row.line}: {reason}", err=True)

            report = import_rows(environment, exported.rows, layout, on_reject)
    for line in _lines(report):
        click.echo(line)
    if report.rejected:
        raise click.ClickException(f"{report.rejected} of {report.rows} rows were not stored")


def _lines(report: ImportReport) -> Iterator[str]:
    yield _line("rows", report.rows)
    for change, count in report.changes.items():
        yield _line(change, count)
    yield _line("rejected", report.rejected)
    yield _line("tickets", report.tickets)
    for kind, name in NAMES.items():
        yield _line(f"  {name}", report.by_kind[kind], of=report.tickets)
    yield _line("matched", report.matched, of=report.tickets)
    yield _line("stamped", report.stamped, of=report.tickets)


def _line(name: str, count: int, *, of: int | None = None) -> str:
    share = "" if of is None else _share(count, of)
    return f"{name:<16} {count:>9,}  {share}".rstrip()


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:5.1f} %" if of else "    – "
