"""`POST /v1/boot`: everything the widget needs for a page, in one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response

from onboarding.checklists.definition import Checklist
from onboarding.delivery.bodies import body_object
from onboarding.delivery.boot_schema import BootAnswer
from onboarding.delivery.listed import listed
from onboarding.delivery.schemas import BootRequest
from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import Entry
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.suggestions import suggestions
from onboarding.people.claims import Claims
from onboarding.people.queries import UserView
from onboarding.people.service import recognise
from onboarding.progress.live import Live, Tour, live_in
from onboarding.progress.open_articles import articles_of
from onboarding.progress.queries import runs_of
from onboarding.progress.runs import NOTHING, Run
from onboarding.progress.status import checklist_status, facts_of, tour_status
from onboarding.store import now
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.parsing import checked
from onboarding.workspaces import locales as languages
from onboarding.workspaces import theme
from onboarding.workspaces.access import widget_caller
from onboarding.workspaces.queries import EnvironmentView
from onboarding.workspaces.texts import texts_for

blueprint = Blueprint("boot", __name__, url_prefix="/v1", description="What the widget starts with")

REQUEST = BootRequest()
DECIDED_HERE = frozenset({"audience", "show_when", "locked_until"})


@blueprint.route("/boot", methods=["POST"])
@blueprint.reads(BootRequest)
@blueprint.response(200, BootAnswer)
@blueprint.refuses(400, 401, 403, 413, 415, 422, 429, 503)
def boot() -> Response:
    """Answer with the user's state, what is live for them, texts, theme and suggestions."""
    body = body_object()
    caller = widget_caller(body)
    said = checked(REQUEST, body)
    moment = now()
    claims = Claims(traits=said.get("traits"), company=said.get("company"), locale=_locale(said.get("locale")))
    user = recognise(caller, moment, claims)
    environment = caller.environment
    live, runs = live_in(environment.id), runs_of(environment.id, user)
    wanted, default = said.get("locale") or user.locale, environment.default_locale
    locales = languages.chain(wanted, default)
    checklists = _checklists(live, runs, user, moment)
    catalogue = catalogue_of(environment.workspace_id, facts_of(user) if caller.proven else None)
    offered = _suggestions(catalogue, languages.chain(wanted, default, catalogue.locales), checklists, said.get("url"))
    return json_answer(
        {
            "user": {"id": user.external_id, "anonymous_id": caller.anonymous_id, "known": user.known},
            "locale": locales[0],
            "dir": "rtl" if languages.is_right_to_left(locales[0]) else "ltr",
            "checklists": checklists,
            "tours": [_tour(tour, runs.get(tour.content_id, NOTHING)) for tour in live.tours.values()],
            "help": _help(environment, user, catalogue, offered),
            "theme": {**theme.DEFAULTS, **environment.theme},
            "texts": texts_for(environment, locales),
        }
    )


def _locale(tag: str | None) -> str | None:
    try:
        return languages.canonical(tag) if tag else None
    except ValueError:
        return None


def _checklists(live: Live, runs: Mapping[str, Run], user: UserView, moment: datetime) -> list[dict[str, Any]]:
    facts = facts_of(user)
    return [
        {
            **_definition(checklist),
            "status": checklist_status(checklist, runs.get(checklist.content_id, NOTHING), facts, moment),
        }
        for checklist in live.checklists.values()
        if user.known or checklist.for_everyone
    ]


def _definition(checklist: Checklist) -> dict[str, Any]:
    tasks = [_without_decisions(task) for task in checklist.body["tasks"]]
    return {**_without_decisions(checklist.body), "version": checklist.version, "tasks": tasks}


def _without_decisions(body: Mapping[str, Any]) -> dict[str, Any]:
    """What the widget needs of a body: not the rules that are decided here."""
    return {name: value for name, value in body.items() if name not in DECIDED_HERE}


def _tour(tour: Tour, run: Run) -> dict[str, Any]:
    return {**tour.body, "version": tour.version, "status": tour_status(run)}


def _help(
    environment: EnvironmentView, user: UserView, catalogue: Catalogue, offered: Sequence[Entry]
) -> dict[str, Any]:
    return {
        "mode": environment.help_mode,
        "suggestions": [listed(each) for each in offered],
        "needs_email": user.email is None,
        "restricted": bool(catalogue.audiences),
    }


def _suggestions(
    catalogue: Catalogue, locales: Sequence[str], checklists: Sequence[Mapping[str, Any]], url: str | None
) -> list[Entry]:
    """What to offer unasked: for the tasks that are open, then for the page."""
    articles = [article for checklist in checklists for article in articles_of(checklist["tasks"], checklist["status"])]
    return suggestions(catalogue, locales, url=url, articles=articles)
