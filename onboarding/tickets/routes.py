"""Tickets, from and for the host's backend."""

from __future__ import annotations

from typing import Any

from flask import Response

from onboarding.tickets.answer_schemas import ThreadAnswer, TicketListAnswer
from onboarding.tickets.incoming import FutureTimeError, IncomingTicket
from onboarding.tickets.listing import ticket_by_id, ticket_page
from onboarding.tickets.schemas import TicketListRequest, TicketRequest
from onboarding.tickets.service import receive
from onboarding.tickets.views import ThreadView
from onboarding.web.answers import json_answer
from onboarding.web.api import Blueprint
from onboarding.web.problems import Fault, Problem
from onboarding.workspaces.access import current_environment, secret_key_required

blueprint = Blueprint("tickets", __name__, url_prefix="/v1/tickets", description="Support tickets, whatever the desk")


@blueprint.route("", methods=["POST"])
@blueprint.response(200, ThreadAnswer)
@blueprint.response(201, ThreadAnswer)
@blueprint.refuses(400, 401, 413, 415, 422, 429, 503)
@secret_key_required
@blueprint.arguments(TicketRequest)
def keep_ticket(incoming: IncomingTicket) -> Response:
    """Create or update a ticket (secret key).

    A ticket is told by its source and its id there. The version with the latest `updated_at` stays, whatever the
    order of arrival; an older one is answered 200 with what is stored. The requester is matched to a user by
    external id, then by an e-mail address that both the desk and the host vouch for; anything else is unmatched.
    """
    environment = current_environment()
    try:
        kept = receive(environment, incoming)
    except FutureTimeError as error:
        faults = [Fault(f"/{name}", "lies in the future") for name in error.names]
        raise Problem(422, "invalid", "The ticket tells of the future.", faults=faults) from error
    return json_answer(_known(kept.ticket_id), 201 if kept.change == "created" else 200)


@blueprint.route("", methods=["GET"])
@blueprint.response(200, TicketListAnswer)
@blueprint.refuses(401, 422, 429, 503)
@secret_key_required
@blueprint.arguments(TicketListRequest, location="query")
def list_tickets(query: dict[str, Any]) -> Response:
    """List tickets, the newest first (secret key)."""
    return json_answer(ticket_page(current_environment(), limit=query["limit"], after=query["cursor"]))


@blueprint.route("/<ticket_id>", methods=["GET"])
@blueprint.response(200, ThreadAnswer)
@blueprint.refuses(401, 404, 422, 429, 503)
@secret_key_required
def show_ticket(ticket_id: str) -> Response:
    """Show a ticket with its thread (secret key)."""
    return json_answer(_known(ticket_id))


def _known(ticket_id: str) -> ThreadView:
    ticket = ticket_by_id(current_environment(), ticket_id)
    if ticket is None:
        raise Problem(404, "ticket_unknown", "No ticket of this environment has that id.")
    return ticket
