"""The pages of the help centre."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as Redirection

from onboarding.help.addresses import ROOT, article_path, collection_path, home_path
from onboarding.help.centre import alternates
from onboarding.help.centre.drawing import draw_page
from onboarding.help.centre.moved import moved_to
from onboarding.help.centre.outline import draw
from onboarding.help.centre.site import Site, site_or_404
from onboarding.help.entries import CollectionView
from onboarding.help.indexing import SearchUnavailable
from onboarding.help.queries import article_view
from onboarding.help.search import LONGEST_QUERY, Results, related, search
from onboarding.help.tree import branch_of, entries_in
from onboarding.web.answers import NEVER, cacheable, for_seconds

HERE = Path(__file__).parents[1]
ASSETS = HERE / "static" / "help"
KEEP = for_seconds(60)
MOST_FOUND = 20

pages = Blueprint("help", __name__, url_prefix=ROOT, template_folder=str(HERE / "templates"))


@pages.get("/")
def start() -> Redirection:
    """The front page in the visitor's language."""
    site = site_or_404(None)
    best = request.accept_languages.best_match(site.available, site.default_locale)
    answer = redirect(home_path(best or site.default_locale))
    answer.headers["Vary"] = "Accept-Language"
    answer.headers["Cache-Control"] = "private, max-age=60"
    return answer


@pages.get("/<locale>/")
def home(locale: str) -> Response:
    """The front page: search, and every collection."""
    site = site_or_404(locale)
    loose = entries_in(site.catalogue, None, site.locales)
    return _page("help/home.html", site, alternates.of_home(site), loose=loose)


@pages.get("/<locale>/collections/<path:path>")
def collection(locale: str, path: str) -> Response | Redirection:
    """A collection with everything in it."""
    site = site_or_404(locale)
    collection = site.catalogue.collection_at(path)
    if collection and collection.path != path:
        return moved_to(collection_path(locale, collection.path))
    branch = collection and branch_of(site.catalogue, collection, site.locales)
    if not branch or not branch.count:
        abort(404)
    trail = site.catalogue.trail(branch.collection.parent_id)
    return _page("help/collection.html", site, alternates.of_collection(site, path), branch=branch, trail=trail)


@pages.get("/<locale>/articles/<slug>")
def article(locale: str, slug: str) -> Response | Redirection:
    """An article; in another language, and saying so, where it is not written in this one."""
    site = site_or_404(locale)
    read = article_view(site.catalogue, slug, site.locales)
    if read is None:
        abort(404)
    if slug != read.entry.slug:
        return moved_to(article_path(locale, read.entry.slug))
    return _page(
        "help/article.html",
        site,
        alternates.of_article(site, read.entry),
        entry=read.entry,
        trail=read.trail,
        drawn=draw(read.blocks),
        related=related(site.catalogue, read.entry, site.locales),
        neighbours=entries_in(site.catalogue, _leaf(read.trail), site.locales),
    )


@pages.get("/<locale>/search")
def results(locale: str) -> Response:
    """What was found for a query, under an address that can be passed on."""
    site = site_or_404(locale)
    query = request.args.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
    found: Results | None = None
    status = 200
    try:
        literal = "literal" in request.args
        found = search(site.catalogue, query, site.locales, limit=MOST_FOUND, literal=literal)
    except SearchUnavailable:
        status = 503
    listed = alternates.of_search(site, quote_plus(query))
    answer = _page("help/search.html", site, listed, status=status, query=query, found=found)
    if status == 503:
        answer.headers["Retry-After"] = "2"
    return answer


def _leaf(trail: tuple[CollectionView, ...]) -> str | None:
    return trail[-1].id if trail else None


def _page(
    template: str, site: Site, listed: list[alternates.Alternate], *, status: int = 200, **values: Any
) -> Response:
    html = draw_page(template, site, listed, **values)
    answer = cacheable(html.encode(), keep=KEEP, mimetype="text/html")
    if status != 200:
        answer.status_code = status
        answer.headers["Cache-Control"] = NEVER
    return answer
