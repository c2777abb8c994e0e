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
        return view(seat, *args, **kwargs)

    return guarded


def own_address() -> str:
    """Path and query of this request, to come back to; a form's is not worth coming back to."""
    if request.method != "GET":
        return url_for("dashboard.home")
    return request.full_path.rstrip("?")


def _seat(member: MemberView, workspace_id: str, kind: str) -> Seat:
    workspaces = tuple(seats_of(member.id))
    workspace = next((each for each in workspaces if each.public_id == workspace_id), None)
    if workspace is None:
        # Not 403: that another tenant's workspace exists is not this member's business.
        abort(404)
    try:
        environment = environment_of(workspace.workspace_id, kind)
    except LookupError:
        abort(404)
    return Seat(member=member, workspace=workspace, environment=environment, workspaces=workspaces)
