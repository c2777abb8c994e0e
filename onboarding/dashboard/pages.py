"""The dashboard's blueprint: what all of its pages share."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, default_exceptions

from onboarding.dashboard import bars, words
from onboarding.dashboard.crossorigin import refuse_other_origins
from onboarding.web import limits
from onboarding.web.problems import Problem

pages = Blueprint("dashboard", __name__, url_prefix="/dashboard", template_folder="templates")
pages.before_request(refuse_other_origins)
log = logging.getLogger("handrail")


@pages.context_processor
def _vocabulary() -> dict[str, object]:
    return {"words": words, "bars": bars}


@pages.after_request
def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers.add("Vary", "Cookie")
    return response


def _show_error(error: Exception) -> Response:
    status, detail, headers = _told(error)
    page = render_template("dashboard/error.html", status=status, phrase=HTTPStatus(status).phrase, detail=detail)
    return make_response(page, status, headers)


def _told(error: Exception) -> tuple[int, str, dict[str, str]]:
    if isinstance(error, RateLimitExceeded):
        error = limits.problem_of(error)
    if isinstance(error, Problem):
        return error.status, error.detail, error.headers
    if isinstance(error, HTTPException) and error.code is not None:
        kept = {name: value for name, value in error.get_headers() if name in ("Retry-After", "Location")}
        return error.code, error.description or "", kept
    if isinstance(error, OperationalError):
        log.error("database unavailable: %s", error.orig)
        return 503, "The database did not answer; try again.", {"Retry-After": "2"}
    log.exception(  # noqa: LOG004 - Flask calls this inside its except block
        "unexpected error at %s %s", request.method, request.path
    )
    return 500, "Something went wrong on our side; the request id helps us find it.", {}


# A handler of one status beats a handler of all, even when it is the app's and the other the blueprint's.
pages.register_error_handler(Exception, _show_error)
for _status in default_exceptions:
    pages.register_error_handler(_status, _show_error)


@pages.get("/<path:_anything>")
def nothing(_anything: str) -> Response:
    """An address the dashboard does not have, said as a page."""
    abort(404)
