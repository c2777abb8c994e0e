"""How pages lead from one to the next: by an address, by a number, or by a number in an envelope.

Each raises SourceRefused where a page is not of that form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from onboarding.help.importers.download.client import refused

MOST_PAGES = 5_000


class Pages(Protocol):
    """Where pages come from."""

    def get(self, address: str) -> Any:
        """The JSON value of an address."""
        ...


def following(pages: Pages, address: str) -> Iterator[dict[str, Any]]:
    """Pages that name the one after them."""
    seen: set[str] = set()
    upcoming: Any = address
    while isinstance(upcoming, str) and upcoming not in seen and len(seen) < MOST_PAGES:
        seen.add(upcoming)
        page = _object(upcoming, pages.get(upcoming))
        yield page
        meta, links = page.get("meta"), page.get("links")
        has_more = isinstance(meta, dict) and meta.get("has_more") is True and isinstance(links, dict)
        upcoming = links.get("next") if has_more and isinstance(links, dict) else page.get("next_page")


def numbered(pages: Pages, address: str) -> Iterator[dict[str, Any]]:
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


def enveloped(pages: Pages, address: str, name: str) -> Iterator[Sequence[dict[str, Any]]]:
    """The objects of pages that are wrapped in their name, with how many pages there are."""
    total = 1
    number = 1
    while number <= min(total, MOST_PAGES):
        envelope = _object(address, pages.get(f"{address}&page={number}")).get(name)
        if not isinstance(envelope, dict):
            raise refused(address, f"answered no {name}")
        yield objects(envelope, "items")
        total = envelope["pages"] if isinstance(envelope.get("pages"), int) else total
        number += 1


def until_empty(pages: Pages, address: str, name: str) -> Iterator[Sequence[dict[str, Any]]]:
    """The objects of numbered pages, up to the first that lists none under a name."""
    for number in range(1, MOST_PAGES + 1):
        found = objects(pages.get(f"{address}?page={number}"), name)
        if not found:
            return
        yield found


def objects(page: Any, name: str) -> list[dict[str, Any]]:
    """The objects that a page lists under a name."""
    listed = page.get(name) if isinstance(page, dict) else None
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _object(address: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refused(address, "answered no JSON object")
    return value
