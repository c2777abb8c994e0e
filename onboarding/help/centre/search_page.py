"""The search page: what was found for a query, under an address that can be passed on."""

from __future__ import annotations

from urllib.parse import quote_plus

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from onboarding.help.addresses import ROOT
from onboarding.help.centre import alternates
from onboarding.help.centre.answering import page, passing_page
from onboarding.help.centre.result_pages import SearchAddress, page_number, shown_page, taken_by
from onboarding.help.centre.site import site_or_404
from onboarding.help.search.answering import LONGEST_QUERY, search
from onboarding.help.search.index import SearchUnavailable

search_pages = Blueprint("help_search", __name__, url_prefix=ROOT)


@search_pages.get("/<locale>/search")
def results(locale: str) -> Response:
    """What was found; nearest articles, topics and a person when nothing was."""
    site = site_or_404(locale)
    address = SearchAddress(locale, query_in(request.args), literal="literal" in request.args)
    number = page_number(request.args.get("page", "1"))
    listed = alternates.of_search(site, quote_plus(address.query))
    try:
        found = search(site.catalogue, address.query, site.locales, limit=taken_by(number), literal=address.literal)
    except SearchUnavailable:
        answer = passing_page("help/search.html", site, listed, 503, query=address.query, found=None, shown=None)
        answer.headers["Retry-After"] = "2"
        return answer
    shown = shown_page(address, found.items, number)
    return page("help/search.html", site, listed, query=address.query, found=found, shown=shown)


def query_in(given: MultiDict[str, str]) -> str:
    """What was typed, as much of it as counts."""
    return given.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
