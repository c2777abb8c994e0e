"""The dashboard's blueprint: what all of its pages share."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import NotFound, default_exceptions

from onboarding.dashboard import addresses, bars, words
from onboarding.dashboard.access import seat_of_address
from onboarding.dashboard.crossorigin import refuse_other_origins
from onboarding.dashboard.receipts import keep_receipt, take_receipt
from onboarding.web import limits
from onboarding.web.problems import problem_of

WITHIN_THE_FRAME = (403, 404, 409, 422)
"""Statuses of errors that are shown with the navigation around them."""
NOWHERE = "There is nothing at this address, or it is not yours to see. It may have been moved or deleted."

pages = Blueprint("dashboard", __name__, url_prefix="/dashboard", template_folder="templates")
pages.before_request(refuse_other_origins)


@pages.before_request
def _refuse_unprintable() -> None:
    if not all(value.isprintable() for value in (request.view_args or {}).values()):
        abort(404)  # no id holds such characters, and PostgreSQL takes no NUL, not even to compare


@pages.context_processor
def _vocabulary() -> dict[str, object]:
    return {"addresses": addresses, "words": words, "bars": bars, "take_receipt": take_receipt}


@pages.after_request
def _keep_receipt(response: Response) -> Response:
    keep_receipt(request, response)
    return response


@pages.after_request
def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers.add("Vary", "Cookie")
    return response


def _show_error(error: Exception) -> Response:
    problem = limits.problem_of(error) if isinstance(error, RateLimitExceeded) else problem_of(error)
    detail = NOWHERE if isinstance(error, NotFound) else problem.detail
    phrase = HTTPStatus(problem.status).phrase
    # What failed may be the database itself, and whoever is refused for now may not make it work.
    seat = seat_of_address() if problem.status in WITHIN_THE_FRAME else None
    template = "dashboard/error_within.html" if seat else "dashboard/error.html"
    page = render_template(template, seat=seat, status=problem.status, phrase=phrase, detail=detail)
    return make_response(page, problem.status, problem.headers)


# A handler of one status beats a handler of all, even when it is the app's and the other the blueprint's.
pages.register_error_handler(Exception, _show_error)
for _status in default_exceptions:
    pages.register_error_handler(_status, _show_error)


@pages.get("/<path:_anything>")
def nothing(_anything: str) -> Response:
    """An address the dashboard does not have, said as a page."""
    abort(404)
