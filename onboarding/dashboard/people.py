"""The workspace's people, for admins; and one's own password, for everyone."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import to
from onboarding.dashboard.pages import pages
from onboarding.dashboard.refusals import refused
from onboarding.dashboard.session import open_session
from onboarding.web.limits import limiter
from onboarding.web.problems import Problem
from onboarding.workspaces import passwords
from onboarding.workspaces.changes import ChangeError
from onboarding.workspaces.logins import change_password, reset_password_of_colleague, usual_name
from onboarding.workspaces.member_queries import member_by_id, team_of
from onboarding.workspaces.members import ROLES, add_member, change_role, remove_member


@pages.get("/<workspace>/<environment>/people")
@seated
def people(seat: Seat) -> str:
    """Who belongs to the workspace."""
    return _people(seat)


def _refused(seat: Seat, error: ChangeError, **_: str) -> str:
    return _people(seat, fault=str(error))


@pages.post("/<workspace>/<environment>/people")
@seated
@refused(ChangeError, 422, _refused)
def add_person(seat: Seat) -> str:
    """Add a person; the password of a new login is shown once, in this answer."""
    seat.require("admin")
    email = request.form.get("email", "").strip()
    name = request.form.get("name", "").strip() or usual_name(email)
    workspace_id = seat.workspace.workspace_id
    password = add_member(workspace_id, email=email, name=name, role=_role(), actor=seat.member.id)
    return _people(seat, added=email, password=password)


@pages.post("/<workspace>/<environment>/people/<member_id>")
@seated
@refused(ChangeError, 409, _refused)
def change_person(seat: Seat, member_id: str) -> AnyResponse:
    """Give a person another role, or take them out of the workspace."""
    seat.require("admin")
    try:
        if "remove" in request.form:
            remove_member(seat.workspace.workspace_id, member_id, actor=seat.member.id)
        else:
            change_role(seat.workspace.workspace_id, member_id, _role(), actor=seat.member.id)
    except LookupError:
        abort(404)
    return redirect(url_for("dashboard.home"), 303) if member_id == seat.member.id else to(seat, "people")


@pages.post("/<workspace>/<environment>/people/<member_id>/password")
@seated
@refused(ChangeError, 409, _refused)
def reset_password(seat: Seat, member_id: str) -> str:
    """Give a colleague who forgot theirs another password, shown once, in this answer."""
    seat.require("admin")
    try:
        password = reset_password_of_colleague(seat.workspace.workspace_id, member_id, actor=seat.member.id)
    except LookupError:
        abort(404)
    return _people(seat, reset=member_id, password=password)


@pages.get("/<workspace>/<environment>/account")
@seated
def account(seat: Seat) -> str:
    """One's own login."""
    return _account(seat)


def _not_chosen(seat: Seat, error: ChangeError) -> str:
    return _account(seat, fault=str(error))


@pages.post("/<workspace>/<environment>/account")
@limiter.limit("5 per 5 minutes")
@seated
@refused(ChangeError, 422, _not_chosen)
def set_password(seat: Seat) -> str:
    """Change one's own password, which ends every other session."""
    current, chosen = request.form.get("current", ""), request.form.get("chosen", "")
    if not passwords.matches(seat.member.password_hash, current):
        raise ChangeError("That is not your current password.")
    change_password(seat.member.id, chosen, actor=seat.member.id)
    member = member_by_id(seat.member.id)
    if member is not None:
        open_session(member)
    return _account(seat, done=True)


def _account(seat: Seat, *, fault: str | None = None, done: bool = False) -> str:
    return render_template("dashboard/account.html", seat=seat, fault=fault, done=done, shortest=passwords.SHORTEST)


def _people(
    seat: Seat,
    *,
    fault: str | None = None,
    added: str | None = None,
    reset: str | None = None,
    password: str | None = None,
) -> str:
    seat.require("admin")
    team = team_of(seat.workspace.workspace_id)
    return render_template(
        "dashboard/people.html",
        seat=seat,
        team=team,
        roles=ROLES,
        fault=fault,
        added=added,
        reset=next((each.name for each in team if each.id == reset), None),
        password=password,
        section="people",
    )


def _role() -> str:
    role = request.form.get("role", "")
    if role not in ROLES:
        raise Problem(422, "invalid", f"A role is one of {', '.join(ROLES)}.")
    return role
