"""The figures of the dashboard's pages, for programs."""

from __future__ import annotations

from typing import Any

from onboarding.insights.funnels import queries
from onboarding.insights.funnels.figures import Funnel
from onboarding.insights.funnels.schemas import ChecklistsSchema, FunnelSchema, ScopeSchema
from onboarding.insights.funnels.scope import Scope, scope_at
from onboarding.insights.searches.report import SearchReport, search_report
from onboarding.insights.searches.schemas import SearchReportRequest, SearchReportSchema
from onboarding.insights.searches.scope import search_scope_at
from onboarding.store import now
from onboarding.web.api import Blueprint
from onboarding.web.problems import Problem
from onboarding.workspaces.access import current_environment, secret_key_required

blueprint = Blueprint("figures", __name__, url_prefix="/v1", description="Where users drop off, and what they ask.")


@blueprint.route("/checklists")
@blueprint.response(200, ChecklistsSchema)
@blueprint.refuses(401, 422, 429, 503)
@secret_key_required
@blueprint.arguments(ScopeSchema, location="query")
def list_checklists(arguments: dict[str, Any]) -> dict[str, list[Funnel]]:
    """The live checklists at a glance.

    Needs a secret key. The figures are those of the dashboard's overview.
    """
    return {"items": queries.checklist_funnels(current_environment(), requested_scope(arguments))}


@blueprint.route("/checklists/<key>/funnel")
@blueprint.response(200, FunnelSchema)
@blueprint.refuses(401, 404, 422, 429, 503)
@secret_key_required
@blueprint.arguments(ScopeSchema, location="query")
def show_funnel(arguments: dict[str, Any], key: str) -> Funnel:
    """One checklist's funnel, with what users asked while each task was open.

    Needs a secret key. The figures are those of the checklist's page in the dashboard.
    """
    return queries.checklist_funnel(current_environment(), key, requested_scope(arguments))


@blueprint.route("/searches")
@blueprint.response(200, SearchReportSchema)
@blueprint.refuses(401, 422, 429, 503)
@secret_key_required
@blueprint.arguments(SearchReportRequest, location="query")
def list_searches(arguments: dict[str, Any]) -> SearchReport:
    """What users searched for, and what came of it.

    Needs a secret key. A query counts once per settled search, whatever letters were typed on the way. The figures are
    those of the dashboard's page.
    """
    limit, after = arguments.pop("limit"), arguments.pop("cursor", None)
    try:
        scope = search_scope_at(now(), **arguments)
    except ValueError as error:
        raise Problem(422, "invalid", f"{error}.") from error
    return search_report(current_environment(), scope, limit=limit, after=after)


def requested_scope(arguments: dict[str, Any]) -> Scope:
    """The scope a request asks for; raises Problem 422 when there can be none."""
    try:
        return scope_at(now(), **arguments)
    except ValueError as error:
        raise Problem(422, "invalid", f"{error}.") from error
