"""Customers: a list, and a dialog to add one."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..records import customers
from .visitor import announce, database_of_request, members_only, signed_in

pages = members_only(Blueprint("customers", __name__))


@pages.get("/customers")
def listing() -> str:
    """Show all customers."""
    return render_template(
        "customers.html", customers=customers.newest_first(database_of_request(), signed_in().user_id)
    )


@pages.post("/customers")
def add() -> ResponseReturnValue:
    """Add a customer: the dialog's script asks for JSON, a browser without scripts gets the page."""
    name = request.form.get("name", "").strip()[:120]
    wants_json = request.accept_mimetypes.best == "application/json"
    if not name:
        return (jsonify(problem="Please give the customer a name."), 422) if wants_json else ("Name missing", 422)
    with database_of_request() as db:
        customer = customers.add(
            db,
            signed_in().user_id,
            name=name,
            email=request.form.get("email", "").strip()[:200],
            city=request.form.get("city", "").strip()[:80],
        )
    if wants_json:
        link = url_for("invoices.editor", customer=customer.id)
        return jsonify(name=customer.name, email=customer.email, city=customer.city, invoice_url=link), 201
    announce("customer_created")
    return redirect(url_for("customers.listing"), code=303)
