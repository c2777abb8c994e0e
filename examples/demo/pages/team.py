"""The team: who is in it, and inviting somebody."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ..records import team
from .visitor import announce, database_of_request, members_only, notice, signed_in

pages = members_only(Blueprint("team", __name__))


@pages.get("/team")
def listing() -> str:
    """Show the team."""
    invited = team.invitations(database_of_request(), signed_in().user_id)
    return render_template("team.html", invitations=invited, roles=team.ROLES)


@pages.post("/team")
def invite() -> Response:
    """Record an invitation; the demo writes to nobody."""
    email = request.form.get("email", "").strip()[:200]
    role = request.form.get("role", "")
    if "@" in email and role in team.ROLES:
        with database_of_request() as db:
            team.invite(db, signed_in().user_id, email=email, role=role)
        announce("teammate_invited", role=role)
        notice(f"{email} is invited. The link works for seven days.")
    return redirect(url_for("team.listing"), code=303)
