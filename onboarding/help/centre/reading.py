"""An article's page says that it is being read: its script does, once it is on screen."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from onboarding.help.addresses import ROOT
from onboarding.help.centre.search_page import query_in
from onboarding.help.centre.site import readers_of, site_or_404
from onboarding.help.centre.visitor_log import note_reading
from onboarding.help.centre.visitors import is_person, this_visitor
from onboarding.store import now
from onboarding.web.limits import limiter

LIMIT = "60 per minute"
"""Articles an address may say it reads."""

readings = Blueprint("help_reading", __name__, url_prefix=ROOT)


@readings.post("/<locale>/articles/<slug>/read")
@limiter.limit(LIMIT)
def read(locale: str, slug: str) -> Response:
    """Count the article as opened; `q` is what was sought on the page that led to it, if it was a page of results."""
    site = site_or_404(locale)
    entry = site.entry(slug) or abort(404)
    if is_person():
        note_reading(readers_of(site), this_visitor(), entry.article_id, now(), query=query_in(request.form))
    return Response(status=204)
