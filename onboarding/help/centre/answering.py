"""A page of the help centre as an answer: kept for a minute by caches, and sent again only when it has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, make_response, redirect
from werkzeug.wrappers import Response as Redirection

from onboarding.help.centre.alternates import Alternate
from onboarding.help.centre.drawing import draw_page
from onboarding.help.centre.site import Site
from onboarding.web.answers import NEVER, cacheable, for_seconds

KEEP = for_seconds(60)


def page(template: str, site: Site, alternates: Sequence[Alternate], **values: Any) -> Response:
    """A page that everybody sees alike."""
    return cacheable(draw_page(template, site, alternates, **values).encode(), keep=KEEP, mimetype="text/html")


def passing_page(template: str, site: Site, alternates: Sequence[Alternate], status: int, **values: Any) -> Response:
    """A page that is of this moment, which nobody is to keep."""
    return make_response(draw_page(template, site, alternates, **values), status, {"Cache-Control": NEVER})


def passing_on(address: str) -> Redirection:
    """Lead on from a form that was carried out to a page that can be reloaded."""
    answer = redirect(address, 303)
    answer.headers["Cache-Control"] = NEVER
    return answer
