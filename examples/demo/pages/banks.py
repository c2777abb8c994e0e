"""Bank connections: choosing a bank, the bank's own page, and how it came out."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ..records import banks
from ..records.banks import Bank
from .visitor import announce, database_of_request, members_only, notice, signed_in

pages = members_only(Blueprint("banks", __name__))


@pages.get("/banks")
def listing() -> str:
    """Show the connected banks."""
    return render_template("banks.html", connections=banks.connected(database_of_request(), signed_in().user_id))


@pages.get("/banks/connect")
def choose() -> str:
    """Show the banks that can be connected."""
    return render_template("bank_choose.html", banks=banks.BANKS)


@pages.get("/banks/connect/<slug>")
def explain(slug: str) -> str:
    """Say what will be shared, or what went wrong the last time."""
    return render_template("bank_connect.html", bank=_bank(slug), code=request.args.get("code"))


@pages.get("/bank-sandbox/<slug>")
def sandbox(slug: str) -> str:
    """Stand in for the bank's own page, where a customer signs in and approves."""
    return render_template("bank_sandbox.html", bank=_bank(slug))


@pages.post("/bank-sandbox/<slug>")
def answer(slug: str) -> Response:
    """Come back from the bank: connected, cancelled, or turned away with the bank's code."""
    bank = _bank(slug)
    if request.form.get("decision") != "approve":
        return redirect(url_for("banks.explain", slug=bank.slug), code=303)
    if bank.problem:
        announce("bank_connection_failed", bank=bank.slug, code=bank.problem)
        return redirect(url_for("banks.explain", slug=bank.slug, code=bank.problem), code=303)
    with database_of_request() as db:
        banks.connect(db, signed_in().user_id, bank.slug)
    announce("bank_connected", bank=bank.slug)
    notice(f"{bank.name} is connected. The last 90 days of payments will be here in a few minutes.")
    return redirect(url_for("banks.listing"), code=303)


@pages.post("/banks/<slug>/disconnect")
def disconnect(slug: str) -> Response:
    """Stop reading from the bank."""
    bank = _bank(slug)
    with database_of_request() as db:
        banks.disconnect(db, signed_in().user_id, bank.slug)
    notice(f"{bank.name} is disconnected. Matched payments stay where they are.")
    return redirect(url_for("banks.listing"), code=303)


def _bank(slug: str) -> Bank:
    return banks.find(slug) or abort(404)
