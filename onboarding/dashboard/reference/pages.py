"""`/docs`: the API's operations, its OpenAPI document, and every problem code with an anchor."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from onboarding.dashboard import words
from onboarding.dashboard.reference.document import groups_of
from onboarding.dashboard.reference.problems import PROBLEMS, REJECTIONS
from onboarding.dashboard.reference.prose import prose
from onboarding.store.per_app import SETTINGS
from onboarding.web.answers import cacheable, encode, for_seconds
from onboarding.web.contract import openapi

pages = Blueprint("reference", __name__, url_prefix="/docs", template_folder="../templates")
FIVE_MINUTES = for_seconds(300)


@pages.context_processor
def _vocabulary() -> dict[str, object]:
    return {"prose": prose, "words": words}


@pages.get("", strict_slashes=False)
def operations() -> Response:
    """Every operation, with its parameters, bodies and answers."""
    document = openapi()
    page = render_template(
        "reference/operations.html", groups=groups_of(document), info=document["info"], base_url=SETTINGS.get().base_url
    )
    return cacheable(page.encode(), keep=FIVE_MINUTES, mimetype="text/html")


@pages.get("/problems")
def problems() -> Response:
    """What each problem code means, and what to do about it."""
    page = render_template("reference/problems.html", problems=PROBLEMS, rejections=REJECTIONS)
    return cacheable(page.encode(), keep=FIVE_MINUTES, mimetype="text/html")


@pages.get("/openapi.json")
def openapi_json() -> Response:
    """The OpenAPI 3.1 document."""
    return cacheable(encode(openapi()), keep=FIVE_MINUTES)
