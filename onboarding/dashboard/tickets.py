"""The tickets of an environment, and the thread of a request; for reading only."""

from __future__ import annotations

from flask import abort, render_template, request

from onboarding.dashboard.access import Seat, seated
from onboarding.dashboard.pages import pages
from onboarding.dashboard.paging import cursor_of
from onboarding.dashboard.ticket_filters import query_of_tickets, ticket_filter_of
from onboarding.insights.funnels.queries import live_checklists
from onboarding.tickets.listing import ticket_by_id, ticket_page
from onboarding.workspaces.queries import EnvironmentView

PAGE = 50


@pages.get("/<workspace>/<environment>/tickets")
@seated
def tickets(seat: Seat) -> str:
    """The newest tickets that are wanted, with the task that was open when each was made."""
    wanted = ticket_filter_of(request.args)
    page = ticket_page(seat.environment, limit=PAGE, after=cursor_of(request.args.get("cursor")), wanted=wanted)
    return render_template(
        "dashboard/tickets.html",
        seat=seat,
        page=page,
        wanted=wanted,
        query=query_of_tickets(wanted),
        titles=live_titles(seat.environment),
        section="tickets",
    )


@pages.get("/<workspace>/<environment>/tickets/<ticket_id>")
@seated
def ticket(seat: Seat, ticket_id: str) -> str:
    """One ticket and, when it was made with the widget, what was written."""
    found = ticket_by_id(seat.environment, ticket_id)
    if found is None:
        abort(404)
    titles = live_titles(seat.environment)
    return render_template("dashboard/ticket.html", seat=seat, ticket=found, titles=titles, section="tickets")


def live_titles(environment: EnvironmentView) -> dict[tuple[str, str | None], str]:
    """Titles of what is live: of a checklist by (key, None), of its tasks by (key, task)."""
    titles: dict[tuple[str, str | None], str] = {}
    for checklist in live_checklists(environment):
        titles[checklist.key, None] = checklist.body["title"]
        titles |= {(checklist.key, task["key"]): task["title"] for task in checklist.body["tasks"]}
    return titles
