"""Which pages a help centre consists of: each vendor's API leads from one to the next in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from onboarding.help.importers.download.client import NotAnswered, origin, refused

MOST_PAGES = 5_000
NOT_FOR_US = (401, 403, 404, 422)
"""Statuses of what a token may not read, or a vendor's plan has not."""


class Pages(Protocol):
    """Where pages come from."""

    def get(self, address: str) -> Any:
        """The JSON value of an address."""
        ...


Walk = Callable[[Pages, str], None]


def walk_zendesk(pages: Pages, base: str) -> None:
    """Categories, sections and articles with their translations, and user segments.

    Follows https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/
    """
    root = f"{origin(base)}/api/v2/help_center"
    for kind in ("categories", "sections", "articles"):
        for page in _following(pages, f"{root}/{kind}.json?per_page=100"):
            for each in _objects(page, kind):
                for _ in _following(pages, f"{root}/{kind}/{_id(each)}/translations.json?per_page=100"):
                    pass
    _if_allowed(pages, f"{root}/user_segments.json?per_page=100", _following)


def walk_intercom(pages: Pages, base: str) -> None:
    """Articles, collections, and internal articles where the token may read them.

    Follows https://developers.intercom.com/docs/references/2.15/rest-api/api.intercom.io/articles/listarticles
    """
    root = origin(base)
    for path in ("articles", "help_center/collections"):
        for _ in _numbered(pages, f"{root}/{path}?per_page=50"):
            pass
    _if_allowed(pages, f"{root}/internal_articles?per_page=50", _numbered)


def walk_helpscout(pages: Pages, base: str) -> None:
    """Collections, their categories and articles, each article by itself (lists leave out the texts), redirects.

    Follows https://developer.helpscout.com/docs-api/articles/list/
    """
    root = f"{origin(base)}/v1"
    sites: dict[str, None] = {}
    for page in _enveloped(pages, f"{root}/collections?pageSize=50", "collections"):
        for collection in page:
            inside = f"{root}/collections/{_id(collection)}"
            for _ in _enveloped(pages, f"{inside}/categories?pageSize=50", "categories"):
                pass
            for articles in _enveloped(pages, f"{inside}/articles?status=all&pageSize=50", "articles"):
                for article in articles:
                    pages.get(f"{root}/articles/{_id(article)}")
            if isinstance(collection.get("siteId"), str):
                sites[collection["siteId"]] = None
    for site in sites:
        _if_allowed(pages, f"{root}/redirects/site/{_segment(site)}?pageSize=50", _redirects)


def walk_chatwoot(pages: Pages, base: str) -> None:
    """The portal and all its articles.

    Follows https://developers.chatwoot.com/api-reference/help-center/list-all-articles-of-a-portal
    """
    portal = base.partition("?")[0].rstrip("/")
    pages.get(portal)
    for number in range(1, MOST_PAGES + 1):
        if not _objects(pages.get(f"{portal}/articles?page={number}"), "payload"):
            return


def _following(pages: Pages, address: str) -> Iterator[dict[str, Any]]:
    """Pages that name the one after them."""
    seen: set[str] = set()
    following: Any = address
    while isinstance(following, str) and following not in seen and len(seen) < MOST_PAGES:
        seen.add(following)
        page = _object(following, pages.get(following))
        yield page
        meta, links = page.get("meta"), page.get("links")
        has_more = isinstance(meta, dict) and meta.get("has_more") is True and isinstance(links, dict)
        following = links.get("next") if has_more and isinstance(links, dict) else page.get("next_page")


def _numbered(pages: Pages, address: str) -> Iterator[dict[str, Any]]:
    """Pages that say how many there are."""
    total = 1
    number = 1
    while number <= min(total, MOST_PAGES):
        page = _object(address, pages.get(f"{address}&page={number}"))
        yield page
        counted = page.get("pages")
        said = counted.get("total_pages") if isinstance(counted, dict) else None
        total = said if isinstance(said, int) else total
        number += 1


def _enveloped(pages: Pages, address: str, name: str) -> Iterator[Sequence[dict[str, Any]]]:
    """The objects of pages that are wrapped in their name, with how many pages there are."""
    total = 1
    number = 1
    while number <= min(total, MOST_PAGES):
        envelope = _object(address, pages.get(f"{address}&page={number}")).get(name)
        if not isinstance(envelope, dict):
            raise refused(address, f"answered no {name}")
        yield _objects(envelope, "items")
        total = envelope["pages"] if isinstance(envelope.get("pages"), int) else total
        number += 1


def _redirects(pages: Pages, address: str) -> Iterator[Any]:
    return _enveloped(pages, address, "redirects")


def _if_allowed(pages: Pages, address: str, follow: Callable[[Pages, str], Iterator[Any]]) -> None:
    try:
        for _ in follow(pages, address):
            pass
    except NotAnswered as error:
        if error.status not in NOT_FOR_US:
            raise


def _object(address: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refused(address, "answered no JSON object")
    return value


def _objects(page: Any, name: str) -> list[dict[str, Any]]:
    listed = page.get(name) if isinstance(page, dict) else None
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _id(each: dict[str, Any]) -> str:
    return _segment(each.get("id"))


def _segment(value: Any) -> str:
    """An id as a part of a path; what is none cannot lead anywhere else."""
    text = str(value)
    return text if text.isascii() and text.replace("-", "").replace("_", "").isalnum() else "0"
