"""A search is submitted: it is logged, and leads on to its results.

The results' address is asked for with GET, writes nothing, and may be kept, passed on and fetched by programs; what
people seek is counted here, where only a form leads to.
"""

from __future__ import annotations

from flask import Blueprint, current_app, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as Redirection

from onboarding.help.addresses import ROOT
from onboarding.help.centre.answering import passing_on
from onboarding.help.centre.result_pages import ON_A_PAGE, SearchAddress
from onboarding.help.centre.search_page import query_in
from onboarding.help.centre.site import Site, readers_of, site_or_404
from onboarding.help.centre.visitor_log import SubmittedQuery, note_search
from onboarding.help.centre.visitors import is_person, this_visitor
from onboarding.help.search.answering import search
from onboarding.help.search.index import SearchUnavailable
from onboarding.store import now
from onboarding.web.limits import limiter

LIMIT = "30 per minute"
"""Searches of an address that are logged; more are answered all the same."""

submissions = Blueprint("help_submitting", __name__, url_prefix=ROOT)


@submissions.post("/<locale>/search")
def submit(locale: str) -> Redirection:
    """Log what is sought, and lead to what is found; whether or not the one succeeds, to the other."""
    site = site_or_404(locale)
    address = SearchAddress(locale, query_in(request.form))
    if address.query and is_person():
        try:
            _note(site, address.query)
        except (SearchUnavailable, SQLAlchemyError, RateLimitExceeded) as error:
            current_app.logger.warning("a search of the help centre was not logged: %s", error)
    return passing_on(address.of_page(1))


def _note(site: Site, query: str) -> None:
    with limiter.limit(LIMIT):
        found = search(site.catalogue, query, site.locales, limit=ON_A_PAGE)
        shown = [each.entry.article_id for each in found.items]
        note_search(readers_of(site), this_visitor(), SubmittedQuery(query, site.locale, len(shown), shown), now())
