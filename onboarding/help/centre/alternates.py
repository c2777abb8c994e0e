"""The same page in other languages: for the language switch, and for search engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onboarding.help.addresses import article_path, collection_path, contact_path, home_path, search_path
from onboarding.help.centre.language_names import name_of
from onboarding.help.centre.site import Site
from onboarding.help.reading.entries import CollectionView, Entry
from onboarding.help.reading.tree import holds_any
from onboarding.workspaces import locales as languages


@dataclass(frozen=True)
class Alternate:
    """A page in one language."""

    locale: str
    name: str
    """The language, by its own name."""
    path: str
    is_written: bool
    """Whether the page is in that language, rather than a stand-in in another."""


def of_home(site: Site) -> list[Alternate]:
    """The front page; it is written in the languages of the articles, in the workspace's while there is none."""
    written = site.catalogue.locales or (site.default_locale,)
    return [replace(each, is_written=each.locale in written) for each in _every(site, home_path)]


def of_search(site: Site, query: str) -> list[Alternate]:
    """The search page with the same query, already quoted for an address."""
    return _every(site, lambda locale: f"{search_path(locale)}?q={query}" if query else search_path(locale))


def of_contact(site: Site) -> list[Alternate]:
    """The form in which visitors ask a person."""
    return _every(site, contact_path)


def of_collection(site: Site, collection: CollectionView) -> list[Alternate]:
    """A collection; it is written in languages in which it has a title, and something to read there or in our own."""
    chains = ((locale, languages.chain(locale, site.default_locale)) for locale in site.available)
    return [
        Alternate(
            locale,
            name_of(locale),
            collection_path(locale, collection.path),
            is_written=bool(collection.texts.get(locale, {}).get("title"))
            and holds_any(site.catalogue, collection.id, chain),
        )
        for locale, chain in chains
    ]


def of_article(site: Site, entry: Entry) -> list[Alternate]:
    """An article; where it is not translated, the page says so and shows it in another language."""
    written = site.catalogue.articles[entry.article_id].entries
    return [
        Alternate(
            locale,
            name_of(locale),
            article_path(locale, written.get(locale, entry).slug),
            is_written=locale in written,
        )
        for locale in site.available
    ]


def _every(site: Site, path: Callable[[str], str]) -> list[Alternate]:
    return [Alternate(locale, name_of(locale), path(locale), is_written=True) for locale in site.available]
