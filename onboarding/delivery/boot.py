"""`POST /v1/boot`: everything the widget needs for a page, in one answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, current_app

from onboarding.checklists.definition import Checklist
from onboarding.delivery.boot_schema import BootAnswer
from onboarding.delivery.schemas import BootRequest
from onboarding.people.queries import UserView
from onboarding.people.service import recognise
from onboarding.progress.fold import NOTHING, Run
from onboarding.progress.live import Live, Tour, live_in
from onboarding.progress.queries import runs_of
from onboarding.progress.status import checklist_status, facts_of, tour_status
from onboarding.store import now
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.workspaces.access import Caller, widget_caller
from onboarding.workspaces.queries import EnvironmentView

blueprint = Blueprint("boot", __name__, url_prefix="/v1", description="What the widget starts with")

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})
THEME: Mapping[str, Any] = {
    "accent": "#2f5bea",
    "accent_text": "#ffffff",
    "mode": "auto",
    "position": "end",
    "launcher": True,
}


@blueprint.route("/boot", methods=["POST"])
@blueprint.arguments(BootRequest)
@blueprint.response(200, BootAnswer)
@blueprint.refuses(400, 401, 403, 413, 415, 422, 429, 503)
def boot(body: dict[str, Any]) -> Response:
    """Answer with the user's state, what is live for them, texts, theme and suggestions."""
    caller = widget_caller(body)
    moment = now()
    user = recognise(caller, moment)
    environment = caller.environment
    live, runs = live_in(environment.id), runs_of(environment.id, user)
    locale = body.get("locale", environment.default_locale)
    return json_answer(
        {
            "user": {"id": user.external_id, "anonymous_id": caller.anonymous_id, "known": user.known},
            "locale": locale,
            "dir": "rtl" if locale.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
            "checklists": _checklists(live, runs, user, moment),
            "tours": [_tour(tour, runs.get(tour.content_id, NOTHING)) for tour in live.tours.values()],
            "help": _help(caller, user),
            "theme": {**THEME, **environment.theme},
            "texts": _texts(environment, locale),
        }
    )


def _checklists(live: Live, runs: Mapping[str, Run], user: UserView, moment: datetime) -> list[dict[str, Any]]:
    facts = facts_of(user)
    return [
        {
            **_definition(checklist),
            "status": checklist_status(checklist, runs.get(checklist.content_id, NOTHING), facts, moment),
        }
        for checklist in live.checklists.values()
    ]


def _definition(checklist: Checklist) -> dict[str, Any]:
    hidden = ("show_when", "locked_until")
    tasks = [{name: value for name, value in task.items() if name not in hidden} for task in checklist.body["tasks"]]
    return {**checklist.body, "version": checklist.version, "tasks": tasks}


def _tour(tour: Tour, run: Run) -> dict[str, Any]:
    return {**tour.body, "version": tour.version, "status": tour_status(run)}


def _help(caller: Caller, user: UserView) -> dict[str, Any]:
    settings = current_app.extensions["handrail.settings"]
    environment = caller.environment
    return {
        "mode": environment.help_mode,
        "suggestions": [],
        "restricted": False,
        "contact": True,
        "needs_email": user.email is None,
        "centre_url": f"{settings.base_url}/help/{environment.default_locale}/",
    }


def _texts(environment: EnvironmentView, locale: str) -> Mapping[str, str]:
    base = locale.partition("-")[0]
    return {**environment.texts.get(base, {}), **environment.texts.get(locale, {})}
