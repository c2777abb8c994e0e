"""Signing in and out."""

from __future__ import annotations

import re

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.pages import pages
from onboarding.dashboard.session import close_session, open_session, signed_in
from onboarding.web.limits import caller_address, limiter
from onboarding.web.problems import Problem
from onboarding.workspaces import passwords
from onboarding.workspaces.logins import end_sessions
from onboarding.workspaces.member_queries import member_by_email, normalise_email, seats_of
from onboarding.workspaces.profiles import LONGEST_EMAIL

OWN_PATH = re.compile(r"/dashboard(?:/[A-Za-z0-9_/%.~-]*)?(?:\?[\x21-\x5b\x5d-\x7e]*)?\Z")
"""An address of the dashboard: no host, no backslash, no white space, no control character."""
WRONG = "That e-mail address and password do not belong together."


def tried_email() -> str:
    """The address that is tried, in one spelling, so that each mailbox is counted once."""
    return normalise_email(request.form.get("email", ""))[:LONGEST_EMAIL]


@pages.get("/login")
def login() -> str | AnyResponse:
    """The form; whoever is signed in already is led on."""
    target = own_path(request.args.get("next"))
    if signed_in() is not None:
        return redirect(target, 303)
    return render_template("dashboard/login.html", next=target, email="", fault=None)


@pages.post("/login")
@limiter.limit("5 per 5 minutes", key_func=caller_address)
@limiter.limit("10 per 15 minutes", key_func=tried_email)
def sign_in() -> AnyResponse | tuple[str, int]:
    """Sign in; a wrong address and a wrong password are answered alike, in like time."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    target = own_path(request.form.get("next"))
    usable = 0 < len(email) <= LONGEST_EMAIL and 0 < len(password) <= passwords.LONGEST and "\0" not in email
    member = member_by_email(email) if usable else None
    if not passwords.matches(member.password_hash if member else None, password[: passwords.LONGEST]) or member is None:
        return render_template("dashboard/login.html", next=target, email=email[:LONGEST_EMAIL], fault=WRONG), 401
    open_session(member)
    return redirect(target, 303)


@pages.post("/logout")
def logout() -> AnyResponse:
    """End every session of the member."""
    member = signed_in()
    if member is not None:
        end_sessions(member.id, actor=member.id)
    close_session()
    return redirect(url_for("dashboard.login"), 303)


@pages.get("/")
def home() -> AnyResponse:
    """Lead to the overview of the member's first workspace."""
    member = signed_in()
    if member is None:
        return redirect(url_for("dashboard.login"), 303)
    seats = seats_of(member.id)
    if not seats:
        raise Problem(403, "no_workspace", "Your login belongs to no workspace; ask an admin to add you to one.")
    return redirect(url_for("dashboard.overview", workspace=seats[0].public_id, environment="production"), 303)


def own_path(target: str | None) -> str:
    """Where to go after signing in: an address of the dashboard, whatever was asked for."""
    home_address: str = url_for("dashboard.home")
    return target if target and OWN_PATH.match(target) and ".." not in target else home_address
