"""The overview of an environment's checklists, and the page of one: what a product manager opens."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here
from onboarding.dashboard.filters import query_of, scope_of
from onboarding.dashboard.pages import pages
from onboarding.dashboard.sentences import outcome, worst_task
from onboarding.dashboard.sheet import funnel_sheet
from onboarding.insights.funnels.figures import Funnel
from onboarding.insights.funnels.queries import checklist_funnel, checklist_funnels, task_in_scope
from onboarding.insights.funnels.questions import questions


@pages.get("/<workspace>/<environment>")
@seated
def overview(seat: Seat) -> str:
    """Every live checklist at a glance."""
    funnels = checklist_funnels(seat.environment, scope_of(request.args))
    return render_template("dashboard/overview.html", seat=seat, funnels=funnels, section="checklists")


@pages.get("/<workspace>/<environment>/checklists/<key>")
@seated
def checklist(seat: Seat, key: str) -> str:
    """One checklist's funnel."""
    funnel = _funnel(seat, key)
    place = here(seat) | {"key": key}
    query: dict[str, Any] = query_of(funnel.scope)
    return render_template(
        "dashboard/checklist.html",
        seat=seat,
        funnel=funnel,
        finding=worst_task(funnel),
        outcome=outcome,
        address=url_for("dashboard.checklist", **place),
        csv_address=url_for("dashboard.checklist_csv", **place, **query),
        open_address=url_for("dashboard.checklist", **place, **(query | {"cohort": "open"})),
        task_address=lambda task: url_for("dashboard.task", **place, task=task, **query),
        section="checklists",
    )


@pages.get("/<workspace>/<environment>/checklists/<key>/tasks/<task>")
@seated
def task(seat: Seat, key: str, task: str) -> str:
    """What people asked while one task was open: the tickets and searches behind its figures."""
    found = task_in_scope(seat.environment, key, task, scope_of(request.args))
    return render_template(
        "dashboard/task.html",
        seat=seat,
        found=found,
        task=found.figures,
        asked=questions(seat.environment, key, task, found.scope),
        outcome=outcome,
        query=query_of(found.scope),
        section="checklists",
    )


@pages.get("/<workspace>/<environment>/checklists/<key>.csv")
@seated
def checklist_csv(seat: Seat, key: str) -> Response:
    """The figures of the page as a spreadsheet."""
    funnel = _funnel(seat, key)
    name = f"{funnel.key}-{funnel.scope.first_day}-{funnel.scope.last_day}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(funnel_sheet(funnel), 200, headers, content_type="text/csv; charset=utf-8")


def _funnel(seat: Seat, key: str) -> Funnel:
    return checklist_funnel(seat.environment, key, scope_of(request.args))
