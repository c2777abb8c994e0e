"""Who may open which page: a member, in a workspace where they have a seat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from onboarding.dashboard.session import signed_in
from onboarding.web.problems import Problem
from onboarding.workspaces.member_queries import MemberView, WorkspaceSeat, seats_of
from onboarding.workspaces.members import ROLES
from onboarding.workspaces.queries import EnvironmentView, environment_of

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A member at a page of a workspace's environment."""

    member: MemberView
    workspace: WorkspaceSeat
    environment: EnvironmentView
    workspaces: tuple[WorkspaceSeat, ...]
    """All of the member's."""

    def may(self, role: str) -> bool:
        """Whether the member's role in this workspace is `role` or above."""
        return ROLES.index(self.workspace.role) >= ROLES.index(role)

    def require(self, role: str) -> None:
        """Let only members of that role or above go on; else raises Problem 403."""
        if not self.may(role):
            raise Problem(403, "role_missing", f"This takes the role {role} in {self.workspace.name}.")


def seated(view: Callable[Concatenate[Seat, P], R]) -> Callable[P, R | AnyResponse]:
    """Give a page of `/<workspace>/<environment>/…` its Seat; whoever has none signs in, or finds nothing there."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | AnyResponse:
        member = signed_in()
        if member is None:
            return redirect(url_for("dashboard.login", next=own_address()), 303)
        seat = _seat(member, str(kwargs.pop("workspace")), str(kwargs.pop("environment")))
        if seat is None:
            # Not 403: that another tenant's workspace exists is not this member's business.
            abort(404)
        return view(seat, *args, **kwargs)

    return guarded


def own_address() -> str:
    """Path and query of this request, to come back to; a form's is not worth coming back to."""
    if request.method != "GET":
        return url_for("dashboard.home")
    return request.full_path.rstrip("?")


def seat_of_address() -> Seat | None:
    """The seat of whoever asks for `/dashboard/<workspace>/<environment>/…`, even if there is no such page."""
    _, _, workspace, environment, *_ = f"{request.path}///".split("/", 4)
    member = signed_in()
    return None if member is None else _seat(member, workspace, environment)


def _seat(member: MemberView, workspace_id: str, kind: str) -> Seat | None:
    workspaces = tuple(seats_of(member.id))
    workspace = next((each for each in workspaces if each.public_id == workspace_id), None)
    if workspace is None or not kind.isprintable():  # PostgreSQL takes no NUL, not even to compare
        return None
    try:
        environment = environment_of(workspace.workspace_id, kind)
    except LookupError:
        return None
    return Seat(member=member, workspace=workspace, environment=environment, workspaces=workspaces)
