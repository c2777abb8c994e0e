"""The pages of the help centre."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as Redirection

from onboarding.help.addresses import ROOT, article_path, collection_path, home_path
from onboarding.help.blocks.outline import draw
from onboarding.help.centre import alternates
from onboarding.help.centre.answering import page
from onboarding.help.centre.markdown_page import MARKDOWN, markdown_answer
from onboarding.help.centre.moved import moved_to
from onboarding.help.centre.site import site_or_404
from onboarding.help.centre.structured_data import article_data
from onboarding.help.reading.entries import CollectionView
from onboarding.help.reading.queries import article_view
from onboarding.help.reading.tree import branch_of, entries_in
from onboarding.help.search.related import related

HERE = Path(__file__).parents[1]
ASSETS = HERE / "static" / "help"
OFFERED = ("text/html", MARKDOWN)

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
    return page("help/home.html", site, alternates.of_home(site), loose=loose)


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
    listed = alternates.of_collection(site, branch.collection)
    return page("help/collection.html", site, listed, branch=branch, trail=trail)


@pages.get("/<locale>/articles/<slug>")
def article(locale: str, slug: str) -> Response | Redirection:
    """An article; in another language, and saying so, where it is not written in this one."""
    site = site_or_404(locale)
    read = article_view(site.catalogue, slug, site.locales)
    if read is None:
        abort(404)
    if slug != read.entry.slug:
        return moved_to(article_path(locale, read.entry.slug))
    if request.accept_mimetypes.best_match(OFFERED) == MARKDOWN:
        return markdown_answer(site, read)
    answer = page(
        "help/article.html",
        site,
        alternates.of_article(site, read.entry),
        entry=read.entry,
        trail=read.trail,
        drawn=draw(read.blocks),
        related=related(site.catalogue, read.entry, site.locales),
        neighbours=entries_in(site.catalogue, _leaf(read.trail), site.locales),
        data=article_data(site, read),
    )
    answer.headers["Vary"] = "Accept"
    return answer


def _leaf(trail: tuple[CollectionView, ...]) -> str | None:
    return trail[-1].id if trail else None
