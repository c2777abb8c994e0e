"""Figures as a spreadsheet: safe to open, the same columns when read again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from onboarding.insights.funnels.figures import Funnel
from onboarding.insights.funnels.task_figures import FunnelTask
from onboarding.insights.searches.report import QueryFigures, SearchReport

Cell = str | int | float | None
DECIMALS = 6
"""More than any figure has meaning in, and not the noise of binary fractions."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the system's old encoding."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these is run by a spreadsheet. Source: OWASP, CSV Injection."""
FORMULA_IN_A_CELL = re.compile(r"([;\t]\s*)(?=[=+\-@＝＋－＠])")
"""Where the list separator is a semicolon, a spreadsheet cuts a text there and runs what comes next."""

COLUMNS = (
    *("checklist", "version", "segment", "cohort", "from", "to", "task", "title", "optional", "listed"),
    *("visible", "done_before", "users", "converted", "rate", "rate_low", "rate_high", "rate_withheld", "late"),
    *("drop_off", "drop_off_change", "median_seconds", "p75_seconds"),
    *("tickets", "tickets_per_100", "contacting_users", "contact_rate", "contact_low", "contact_high"),
    *("contact_withheld", "friction", "in_order", "matched_tickets", "received_tickets", "searches"),
)


SEARCH_COLUMNS = (
    *("from", "to", "query", "searches", "users", "searches_before"),
    *("without_result", "opened", "asked", "in_vain", "users_in_vain", "asked_in_vain", "weight"),
    *("articles", "languages", "surfaces", "tasks"),
)


def funnel_sheet(funnel: Funnel) -> str:
    """The funnel as CSV (RFC 4180, UTF-8 with a byte order mark), a row per task."""
    return sheet(COLUMNS, (_row(funnel, task) for task in funnel.tasks))


def search_sheet(report: SearchReport) -> str:
    """The report as CSV, a row per query."""
    return sheet(SEARCH_COLUMNS, (_search_row(report, each) for each in report.items))


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV; a text that a spreadsheet would run as a formula is disarmed by an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def _row(funnel: Funnel, task: FunnelTask) -> list[Cell]:
    scope, rate, contact = funnel.scope, task.converted, task.contacting
    return [
        *(funnel.key, scope.version, scope.segment, scope.cohort),
        *(scope.first_day.isoformat(), scope.last_day.isoformat()),
        *(task.key, task.title, _yes(task.optional), _yes(task.listed)),
        *(task.visible, task.done_before, task.users),
        *(rate.count, rate.value, rate.low, rate.high, rate.withheld, task.late),
        *(task.drop_off, task.drop_off_change, task.median_seconds, task.p75_seconds),
        *(task.tickets, task.tickets_per_100),
        *(contact.count, contact.value, contact.low, contact.high, contact.withheld),
        *(task.friction, task.in_order, funnel.tickets.matched, funnel.tickets.received),
        "; ".join(f"{each.query} ({each.times}×, opened {each.opened}×)" for each in task.searches),
    ]


def _search_row(report: SearchReport, each: QueryFigures) -> list[Cell]:
    return [
        *(report.scope.first_day.isoformat(), report.scope.last_day.isoformat()),
        *(each.query, each.searches, each.users, each.before),
        *(each.without_result.count, each.opened.count, each.asked.count),
        *(each.in_vain, each.vain_users, each.vain_asked, each.weight),
        "; ".join(f"{article.title or article.article} ({article.times}×)" for article in each.articles),
        "; ".join(f"{language.locale or '?'} ({language.times}×)" for language in each.languages),
        "; ".join(f"{sought.surface} ({sought.times}×)" for sought in each.surfaces),
        "; ".join(f"{task.checklist}/{task.task} ({task.times}×)" for task in each.tasks),
    ]


def _yes(value: bool) -> str:  # noqa: FBT001 - the value itself, not an option
    return "yes" if value else "no"


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return round(cell, DECIMALS)
    if not isinstance(cell, str):
        return cell
    disarmed = FORMULA_IN_A_CELL.sub(r"\1'", cell)
    return f"'{disarmed}" if disarmed.startswith(STARTS_A_FORMULA) else disarmed
