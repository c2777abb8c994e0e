"""Settings: company details, reminders and the plan."""

from dataclasses import replace

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from ..records import accounts, company, reminders
from ..server_events import ServerEvents
from . import company_form
from .visitor import announce, database_of_request, members_only, notice, signed_in

pages = members_only(Blueprint("settings", __name__))


@pages.get("/settings")
def details() -> str:
    """Show the company details form."""
    saved = company.load(database_of_request(), signed_in().user_id)
    return render_template("settings.html", company=saved, problems={})


@pages.post("/settings")
def save_details() -> ResponseReturnValue:
    """Save the company details and tell Handrail from here: what is in the database is what counts."""
    account, form = signed_in(), company_form.read(request.form)
    if form.problems:
        return render_template("settings.html", company=form.values, problems=form.problems), 422
    with database_of_request() as db:
        company.save(db, account.user_id, form.company)
    events: ServerEvents = current_app.extensions["handrail_events"]
    events.send(account.user_id, "company_saved", {"has_vat_number": bool(form.company.vat_number)})
    notice("Your company details are saved. New invoices will carry them.")
    return redirect(url_for("settings.details"), code=303)


@pages.get("/settings/reminders")
def reminder_form() -> str:
    """Show the three messages."""
    active, messages = reminders.load(database_of_request(), signed_in().user_id)
    return render_template("reminders.html", active=active, reminders=messages)


@pages.post("/settings/reminders")
def save_reminders() -> Response:
    """Save the messages and whether they are sent."""
    account, db = signed_in(), database_of_request()
    changed = [
        replace(
            usual,
            days=min(max(request.form.get(f"{usual.stage}-days", usual.days, type=int), -30), 90),
            message=request.form.get(f"{usual.stage}-message", usual.message)[:2000],
        )
        for usual in reminders.USUAL
    ]
    active = request.form.get("active") == "on"
    with db:
        reminders.save(db, account.user_id, changed, active=active)
    announce("reminders_saved", active=active)
    notice("Reminders are on." if active else "Saved. Reminders stay off until you switch them on.")
    return redirect(url_for("settings.reminder_form"), code=303)


@pages.get("/settings/plan")
def plan() -> str:
    """Show the plans with the account's own."""
    return render_template("plan.html")


@pages.post("/settings/plan")
def change_plan() -> Response:
    """Change the plan; the next identity token carries it."""
    with database_of_request() as db:
        accounts.change_plan(db, signed_in().user_id, request.form.get("plan", ""))
    announce("plan_changed")
    notice("Your plan is changed. The demo charges nobody.")
    return redirect(url_for("settings.plan"), code=303)
