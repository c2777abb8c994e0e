"""The search page: what was found for a query, under an address that can be passed on."""

from __future__ import annotations

from urllib.parse import quote_plus, urlencode

from flask import Blueprint, Response, request

from onboarding.help.addresses import ROOT, search_path
from onboarding.help.centre import alternates
from onboarding.help.centre.answering import page, passing_page
from onboarding.help.centre.site import Site, site_or_404
from onboarding.help.search.answering import LONGEST_QUERY, search
from onboarding.help.search.index import SearchUnavailable

ON_A_PAGE = 20
LAST_PAGE = 5

search_pages = Blueprint("help_search", __name__, url_prefix=ROOT)


@search_pages.get("/<locale>/search")
def results(locale: str) -> Response:
    """What was found; nearest articles, topics and a person when nothing was."""
    site = site_or_404(locale)
    query = request.args.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
    literal, number = "literal" in request.args, _page_number()
    listed = alternates.of_search(site, quote_plus(query))
    try:
        found = search(site.catalogue, query, site.locales, limit=number * ON_A_PAGE + 1, literal=literal)
    except SearchUnavailable:
        answer = passing_page("help/search.html", site, listed, 503, query=query, found=None, items=())
        answer.headers["Retry-After"] = "2"
        return answer
    number = max(1, min(number, -(-len(found.items) // ON_A_PAGE)))
    begin, end = (number - 1) * ON_A_PAGE, number * ON_A_PAGE
    return page(
        "help/search.html",
        site,
        listed,
        query=query,
        found=found,
        items=found.items[begin:end],
        number=number,
        begin=begin,
        previous=_address(site, query, number - 1, literal=literal) if number > 1 else None,
        next=_address(site, query, number + 1, literal=literal)
        if len(found.items) > end and number < LAST_PAGE
        else None,
    )


def _page_number() -> int:
    """The page asked for; the first for what is no page's number."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked[:4]) <= LAST_PAGE else 1


def _address(site: Site, query: str, number: int, *, literal: bool) -> str:
    parts = {"q": query, **({"literal": ""} if literal else {}), **({"page": number} if number > 1 else {})}
    return f"{search_path(site.locale)}?{urlencode(parts)}"
