"""Dashboard and reports."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime

from flask import Blueprint, Response, jsonify, render_template, request

from .. import figures
from ..records import banks, invoices
from ..records.invoices import Invoice
from .visitor import database_of_request, members_only, signed_in

pages = members_only(Blueprint("overview", __name__))

PERIODS = {"6": "Last 6 months", "12": "Last 12 months", "3": "Last 3 months"}


@pages.get("/dashboard")
def dashboard() -> str:
    """Show today's figures."""
    db, account, today = database_of_request(), signed_in(), _today()
    listed = invoices.newest_first(db, account.user_id)
    late = sorted((i for i in listed if i.status(today) == "overdue"), key=lambda i: i.due_on)
    return render_template(
        "dashboard.html",
        totals=figures.totals(listed, today),
        late=late[:4],
        recent=listed[:5],
        today=today,
        banks=banks.connected(db, account.user_id),
    )


@pages.get("/reports", defaults={"tab": "overview"})
@pages.get("/reports/<any(vat, ageing):tab>")
def reports(tab: str) -> str:
    """Show all reports on one page; the script switches between them without loading it again."""
    listed, today, period = _invoices(), _today(), _period()
    since = figures.months(listed, today, int(period))[0].first
    return render_template(
        "reports.html",
        tab=tab,
        period=period,
        periods=PERIODS,
        invoices=listed,
        vat=figures.vat_rows(listed, since),
        customers=figures.by_customer(listed, since),
        ageing=figures.ageing(listed, today),
        bands=[name for name, _ in figures.AGE_BANDS],
    )


@pages.get("/reports/months.json")
def months() -> Response:
    """Return the chart's columns."""
    columns = figures.months(_invoices(), _today(), int(_period()))
    return jsonify([{"month": m.first.strftime("%b"), "invoiced": m.invoiced, "paid": m.paid} for m in columns])


@pages.get("/reports/export.csv")
def export() -> Response:
    """Return the period's invoices as a spreadsheet."""
    listed, today = _invoices(), _today()
    since = figures.months(listed, today, int(_period()))[0].first
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(("number", "customer", "issued", "due", "status", "net", "vat", "total"))
    for i in (i for i in listed if i.issued_on >= since):
        sums = (f"{i.net / 100:.2f}", f"{i.vat / 100:.2f}", f"{i.total / 100:.2f}")
        sheet.writerow((i.label, _cell(i.customer), i.issued_on, i.due_on, i.status(today), *sums))
    headers = {"Content-Disposition": f'attachment; filename="pennyleaf-{today}.csv"'}
    return Response(out.getvalue(), mimetype="text/csv", headers=headers)


def _cell(text: str) -> str:
    """Keep spreadsheet programs from reading a customer's name as a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _invoices() -> Sequence[Invoice]:
    return invoices.newest_first(database_of_request(), signed_in().user_id)


def _period() -> str:
    chosen = request.args.get("months", "6")
    return chosen if chosen in PERIODS else "6"


def _today() -> date:
    return datetime.now(UTC).date()
