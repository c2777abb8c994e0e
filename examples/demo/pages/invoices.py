"""Invoices: the list, the editor, and the page of one invoice."""

import math
from datetime import UTC, date, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from ..records import company, customers, invoices
from ..records.invoices import Draft, Invoice, Line
from .visitor import announce, database_of_request, members_only, notice, signed_in

pages = members_only(Blueprint("invoices", __name__))

STATUSES = ("all", "draft", "sent", "overdue", "paid")
MAX_LINES = 50


@pages.get("/invoices")
def listing() -> str:
    """Show invoices: all or of one status, and only those whose number or customer holds what was searched."""
    status, today = request.args.get("status", "all"), _today()
    words = request.args.get("q", "").strip().casefold()
    listed = [
        i
        for i in invoices.newest_first(database_of_request(), signed_in().user_id)
        if words in f"{i.label} {i.customer}".casefold()
    ]
    counts = {name: sum(name in ("all", i.status(today)) for i in listed) for name in STATUSES}
    shown = [i for i in listed if status in ("all", i.status(today))]
    return render_template("invoices.html", invoices=shown, counts=counts, status=status, today=today, q=words)


@pages.get("/invoices/new")
def editor() -> str:
    """Show an empty invoice."""
    return _editor(problem=None)


@pages.post("/invoices")
def save() -> ResponseReturnValue:
    """Save the draft and show it."""
    db, account = database_of_request(), signed_in()
    customer_id = request.form.get("customer", 0, type=int)
    lines = _lines()
    if not customers.owns(db, account.user_id, customer_id):
        return _editor(problem="Choose the customer this invoice is for."), 422
    if not lines:
        return _editor(problem="Describe at least one thing you did, with its price."), 422
    terms = company.load(db, account.user_id).terms_days
    with db:
        invoice_id = invoices.create(db, account.user_id, Draft(customer_id, _today(), terms, lines))
    announce("invoice_created", lines=len(lines))
    notice("Saved as a draft. Send it when you are ready.")
    return redirect(url_for("invoices.show", invoice_id=invoice_id), code=303)


@pages.get("/invoices/<int:invoice_id>")
def show(invoice_id: int) -> str:
    """Show one invoice as the customer will see it."""
    details = company.load(database_of_request(), signed_in().user_id)
    return render_template("invoice.html", invoice=_own(invoice_id), details=details, today=_today())


@pages.post("/invoices/<int:invoice_id>/send")
def send(invoice_id: int) -> Response:
    """Mark the invoice as sent; the demo writes to nobody."""
    invoice = _own(invoice_id)
    with database_of_request() as db:
        invoices.mark_sent(db, signed_in().user_id, invoice.id)
    announce("invoice_sent")
    notice(f"{invoice.label} is on its way to {invoice.customer}.")
    return redirect(url_for("invoices.show", invoice_id=invoice.id), code=303)


@pages.post("/invoices/<int:invoice_id>/paid")
def paid(invoice_id: int) -> Response:
    """Mark the invoice as paid today."""
    invoice = _own(invoice_id)
    with database_of_request() as db:
        invoices.mark_paid(db, signed_in().user_id, invoice.id, on=_today())
    announce("invoice_paid")
    return redirect(url_for("invoices.show", invoice_id=invoice.id), code=303)


def _editor(problem: str | None) -> str:
    db, account = database_of_request(), signed_in()
    return render_template(
        "invoice_editor.html",
        customers=customers.newest_first(db, account.user_id),
        chosen=request.values.get("customer", 0, type=int),
        problem=problem,
        today=_today(),
    )


def _lines() -> list[Line]:
    columns = [request.form.getlist(name)[:MAX_LINES] for name in ("description", "quantity", "price", "vat")]
    lines = [_line(*texts) for texts in zip(*columns, strict=False)]
    return [line for line in lines if line]


def _line(description: str, quantity: str, price: str, vat: str) -> Line | None:
    amounts = [_number(text) for text in (quantity, price, vat)]
    if not description.strip() or None in amounts:
        return None
    count, euros, rate = (amount or 0.0 for amount in amounts)
    return Line(description.strip()[:200], count, round(euros * 100), rate)


def _number(text: str) -> float | None:
    """Read a decimal with point or comma, within what an invoice can hold."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e7 else None


def _own(invoice_id: int) -> Invoice:
    return invoices.find(database_of_request(), signed_in().user_id, invoice_id) or abort(404)


def _today() -> date:
    return datetime.now(UTC).date()
