"""Pages before the sign-in: the front page, prices, and the way in."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from ..records import accounts, maya
from .visitor import account_or_none, database_of_request

pages = Blueprint("public", __name__)


@pages.get("/")
def home() -> str | Response:
    """Show the front page, or the dashboard to those who are in."""
    return redirect(url_for("overview.dashboard")) if account_or_none() else render_template("home.html")


@pages.get("/pricing")
def pricing() -> str:
    """Show the plans."""
    return render_template("pricing.html")


@pages.get("/sign-in")
def sign_in() -> str:
    """Offer a fresh account and Maya's."""
    return render_template("sign_in.html", locales=accounts.LOCALES, chosen=request.args.get("plan", "starter"))


@pages.post("/sign-in")
def enter() -> Response:
    """Make a fresh account, or continue as Maya."""
    db = database_of_request()
    if request.form.get("continue_as") == "maya":
        account = maya.ensure(db)
    else:
        name = request.form.get("name", "").strip()[:80] or "New Visitor"
        account = accounts.new_account(
            name=name,
            company=request.form.get("company", "").strip()[:80] or f"Studio {name.split()[-1]}",
            plan=request.form.get("plan", "starter"),
            locale=request.form.get("locale", "en"),
        )
        with db:
            accounts.save(db, account)
    session.clear()
    session["user_id"] = account.user_id
    return redirect(url_for("overview.dashboard"), code=303)


@pages.post("/sign-out")
def leave() -> Response:
    """Forget who was here."""
    session.clear()
    return redirect(url_for("public.home"), code=303)
