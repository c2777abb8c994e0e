"""Addresses that are no longer: old ones lead to where their article is now, others say so kindly."""

from __future__ import annotations

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirection

from onboarding.help.addresses import ROOT, article_path, plain_path
from onboarding.help.centre import alternates
from onboarding.help.centre.answering import passing_page
from onboarding.help.centre.site import Site, site_in
from onboarding.web import problems
from onboarding.web.problems import Problem


def register(app: Flask) -> None:
    """Look for an article at every address of `app` where there is nothing else."""
    app.register_error_handler(NotFound, find_article)


def find_article(error: NotFound) -> Response | Redirection:
    """Lead to the article that stood here; else say that there is nothing."""
    if request.method in ("GET", "HEAD") and not request.path.startswith("/v1/"):
        site = _site()
        entry = site.catalogue.redirected(plain_path(request.path)) if site else None
        if entry is not None:
            return moved_to(article_path(entry.locale, entry.slug))
        if site is not None and request.path.startswith(f"{ROOT}/"):
            return _missing(site)
    return problems.answer(Problem(404, "not_found", error.description or "There is nothing here."))


def moved_to(path: str) -> Redirection:
    """Say where a page stands now; browsers may believe it for an hour, not for ever."""
    answer = redirect(path, 301)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _site() -> Site | None:
    """The help centre in the language the address begins with, if it does."""
    language = request.path.removeprefix(f"{ROOT}/").partition("/")[0]
    for locale in (language, None):
        try:
            return site_in(locale)
        except LookupError:
            continue
    return None


def _missing(site: Site) -> Response:
    return passing_page("help/missing.html", site, alternates.of_home(site), 404)
