"""Which pages a help centre consists of: each vendor's API leads from one to the next in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from onboarding.help.importers.download.client import NotAnswered, origin
from onboarding.help.importers.download.paging import Pages, enveloped, following, numbered, objects, until_empty

NOT_FOR_US = (401, 403, 404, 422)
"""Statuses of what a token may not read, or a vendor's plan has not."""

Walk = Callable[[Pages, str], None]


def walk_zendesk(pages: Pages, base: str) -> None:
    """Categories, sections and articles with their translations, and user segments.

    Follows https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/
    """
    root = f"{origin(base)}/api/v2/help_center"
    for kind in ("categories", "sections", "articles"):
        for page in following(pages, f"{root}/{kind}.json?per_page=100"):
            for each in objects(page, kind):
                for _ in following(pages, f"{root}/{kind}/{_id(each)}/translations.json?per_page=100"):
                    pass
    _if_allowed(pages, f"{root}/user_segments.json?per_page=100", following)


def walk_intercom(pages: Pages, base: str) -> None:
    """Articles, collections, and internal articles where the token may read them.

    Follows https://developers.intercom.com/docs/references/2.15/rest-api/api.intercom.io/articles/listarticles
    """
    root = origin(base)
    for path in ("articles", "help_center/collections"):
        for _ in numbered(pages, f"{root}/{path}?per_page=50"):
            pass
    _if_allowed(pages, f"{root}/internal_articles?per_page=50", numbered)


def walk_helpscout(pages: Pages, base: str) -> None:
    """Collections, their categories and articles, each article by itself (lists leave out the texts), redirects.

    Follows https://developer.helpscout.com/docs-api/articles/list/
    """
    root = f"{origin(base)}/v1"
    sites: dict[str, None] = {}
    for page in enveloped(pages, f"{root}/collections?pageSize=50", "collections"):
        for collection in page:
            inside = f"{root}/collections/{_id(collection)}"
            for _ in enveloped(pages, f"{inside}/categories?pageSize=50", "categories"):
                pass
            for articles in enveloped(pages, f"{inside}/articles?status=all&pageSize=50", "articles"):
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
    for _ in until_empty(pages, f"{portal}/articles", "payload"):
        pass


def _redirects(pages: Pages, address: str) -> Iterator[Any]:
    return enveloped(pages, address, "redirects")


def _if_allowed(pages: Pages, address: str, follow: Callable[[Pages, str], Iterator[Any]]) -> None:
    try:
        for _ in follow(pages, address):
            pass
    except NotAnswered as error:
        if error.status not in NOT_FOR_US:
            raise


def _id(each: dict[str, Any]) -> str:
    return _segment(each.get("id"))


def _segment(value: Any) -> str:
    """An id as a part of a path; what is none cannot lead anywhere else."""
    text = str(value)
    return text if text.isascii() and text.replace("-", "").replace("_", "").isalnum() else "0"
