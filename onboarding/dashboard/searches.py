"""What people search for, and what comes of it."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from marshmallow import EXCLUDE, ValidationError
from werkzeug.datastructures import MultiDict

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.addresses import here
from onboarding.dashboard.pages import pages
from onboarding.dashboard.sheet import search_sheet
from onboarding.dashboard.tickets import live_titles
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.usage.models import Surface
from onboarding.insights.searches.report import search_report
from onboarding.insights.searches.schemas import SearchReportRequest
from onboarding.insights.searches.scope import QueryCursor, SearchScope, search_scope_at
from onboarding.store import now
from onboarding.web.parsing import faults_of, messages_of
from onboarding.web.problems import Problem

PAGE = 50
MOST_ROWS = 5_000
"""Queries of a spreadsheet."""
TASK = "@"
"""Between the keys of checklist and task in the filter's choice."""
SURFACES = {Surface.WIDGET: "the widget", Surface.HELP_CENTRE: "the help centre", Surface.API: "your own search"}
"""Where searches are made, as a sentence says it."""


@pages.get("/<workspace>/<environment>/searches")
@seated
def searches(seat: Seat) -> str:
    """What people searched for, the most frequent or the most in vain first."""
    scope, after = _asked_for(request.args)
    place = here(seat)
    query = query_of(scope)
    return render_template(
        "dashboard/searches.html",
        seat=seat,
        report=search_report(seat.environment, scope, limit=PAGE, after=after),
        scope=scope,
        task=f"{scope.checklist}{TASK}{scope.task}" if scope.task else "",
        titles=live_titles(seat.environment),
        surfaces=SURFACES,
        locales=catalogue_of(seat.environment.workspace_id).indexed_locales,
        address=lambda **changed: url_for("dashboard.searches", **place, **(query | changed)),
        csv_address=url_for("dashboard.searches_csv", **place, **query),
        section="searches",
        tab="searches",
    )


@pages.get("/<workspace>/<environment>/searches.csv")
@seated
def searches_csv(seat: Seat) -> Response:
    """The queries of the page as a spreadsheet, all of them up to 5,000."""
    scope, _ = _asked_for(request.args)
    report = search_report(seat.environment, scope, limit=MOST_ROWS)
    name = f"searches-{scope.first_day}-{scope.last_day}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(search_sheet(report), 200, headers, content_type="text/csv; charset=utf-8")


def query_of(scope: SearchScope) -> dict[str, Any]:
    """The query by which the page of the same scope is reached."""
    query = {"from": scope.first_day.isoformat(), "to": scope.last_day.isoformat(), "order": scope.order.value}
    task = f"{scope.checklist}{TASK}{scope.task}" if scope.task else None
    chosen = (("locale", scope.locale), ("surface", scope.surface), ("task", task))
    return query | {name: str(value) for name, value in chosen if value}


def _asked_for(query: MultiDict[str, str]) -> tuple[SearchScope, QueryCursor | None]:
    """The scope and the page that a query asks for; fields left empty count as absent.

    Raises:
        Problem: 422 when one cannot be understood.
    """
    given = {name: value for name, value in query.items() if value}
    if TASK in given.get("task", ""):
        given["checklist"], _, given["task"] = given["task"].partition(TASK)
    try:
        wanted: dict[str, Any] = SearchReportRequest(unknown=EXCLUDE).load(given)
        del wanted["limit"]
        after = wanted.pop("cursor", None)
        return search_scope_at(now(), **wanted), after
    except ValidationError as error:
        faults = [f"{fault.pointer.removeprefix('/')}: {fault.detail}" for fault in faults_of(messages_of(error))]
        raise Problem(422, "invalid", " ".join(faults)) from error
    except ValueError as error:
        raise Problem(422, "invalid", f"{error}.") from error
