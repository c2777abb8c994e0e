"""Every page of the help centre for search engines (sitemaps.org): an index, and files for each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort
from flask.blueprints import BlueprintSetupState

from onboarding.help.addresses import ROOT
from onboarding.help.centre import alternates
from onboarding.help.centre.alternates import Alternate
from onboarding.help.centre.answering import KEEP
from onboarding.help.centre.drawing import draw_page
from onboarding.help.centre.site import Site, site_or_404
from onboarding.help.reading.entries import CollectionView, Entry
from onboarding.store.cache import Memory
from onboarding.store.per_app import PerApp
from onboarding.web.answers import cacheable

MOST_PAGES = 10_000
"""In one file. The protocol allows 50,000, but also no more than 50 MB, and each page names all its languages."""
SECONDS = 3_600
MOST_BYTES = 32 * 1024 * 1024
"""Of maps that a process remembers."""

Key = tuple[int, str, str, str, str, int]
"""Workspace, edition, the help centre's address and language, and which file: its own language and number, or "", 0."""
MAPS: PerApp[Memory[Key, bytes]] = PerApp("sitemaps")
maps = Blueprint("help_maps", __name__, url_prefix=ROOT)


@dataclass(frozen=True)
class MappedPage:
    """A page in one language."""

    path: str
    written: Sequence[Alternate]
    """The page in each language it is written in, this one among them."""
    changed: date | None = None
    """The day of its last change, where it is known."""


@maps.get("/sitemap.xml")
def index() -> Response:
    """Where the maps of the languages are."""
    site = site_or_404(None)
    return _answer(site, "", 0, lambda: draw_page("help/sitemap-index.xml", site, files=list(_files(site))))


@maps.get("/<locale>/sitemap-<int:number>.xml")
def of_language(locale: str, number: int) -> Response:
    """The pages of a language, each with its other languages; the first file begins with the front page."""
    site = site_or_404(locale)
    return _answer(site, locale, number, lambda: _drawn(site, locale, number))


def _drawn(site: Site, locale: str, number: int) -> str:
    shown = _written(site, locale)[(number - 1) * MOST_PAGES : number * MOST_PAGES]
    if not shown:
        abort(404)
    return draw_page("help/sitemap.xml", site, pages=[_mapped(site, locale, each) for each in shown])


def _mapped(site: Site, locale: str, shown: CollectionView | Entry | None) -> MappedPage:
    if isinstance(shown, Entry):
        return _page(alternates.of_article(site, shown), locale, shown.updated_at.date())
    return _page(alternates.of_collection(site, shown) if shown else alternates.of_home(site), locale)


def _page(languages: Sequence[Alternate], locale: str, changed: date | None = None) -> MappedPage:
    written = [each for each in languages if each.is_written]
    path = next(each.path for each in written if each.locale == locale)
    return MappedPage(path, written, changed)


def _written(site: Site, locale: str) -> list[CollectionView | Entry | None]:
    """What has a page written in a language: the help centre itself (None), collections, articles."""
    collections = (
        each
        for each in site.catalogue.collections.values()
        if any(there.is_written and there.locale == locale for there in alternates.of_collection(site, each))
    )
    articles = (each.entries[locale] for each in site.catalogue.articles.values() if locale in each.entries)
    home = [None for there in alternates.of_home(site) if there.is_written and there.locale == locale]
    return [*home, *collections, *articles]


def _files(site: Site) -> Iterator[str]:
    for locale in site.available:
        for number in range(-(-len(_written(site, locale)) // MOST_PAGES)):
            yield f"{ROOT}/{locale}/sitemap-{number + 1}.xml"


def _answer(site: Site, locale: str, number: int, draw: Callable[[], str]) -> Response:
    """What `draw` returns, remembered: it is the same until the articles change."""
    memory, catalogue = MAPS.get(), site.catalogue
    key = (catalogue.workspace_id, catalogue.edition, site.home, site.default_locale, locale, number)
    body = memory.get(key)
    if body is None:
        body = draw().encode()
        memory.put(key, body)
    return cacheable(body, keep=KEEP, mimetype="application/xml")


def _remember(state: BlueprintSetupState) -> None:
    MAPS.put(state.app, Memory(seconds=SECONDS, capacity=MOST_BYTES, weigh=len))


maps.record(_remember)
