"""Results by the page: which of them one shows, and the addresses of the pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from onboarding.help.addresses import search_path
from onboarding.help.search.by_language import Found
from onboarding.typed.numbers import whole_number

ON_A_PAGE = 20
LAST_PAGE = 5


@dataclass(frozen=True, slots=True)
class SearchAddress:
    """By which the results of a query are asked for, kept and passed on."""

    locale: str
    query: str
    literal: bool = False
    """Nothing is corrected."""

    def of_page(self, number: int) -> str:
        """Where a page of the results stands."""
        literal = {"literal": ""} if self.literal else {}
        page = {"page": number} if number > 1 else {}
        return f"{search_path(self.locale)}?{urlencode({'q': self.query, **literal, **page})}"


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of what was found."""

    number: int
    items: Sequence[Found]
    begin: int
    """How many stand on the pages before it."""
    previous: str | None
    next: str | None
    """Addresses of the pages beside it."""


def page_number(text: str) -> int:
    """The page asked for; the first for what is no page's number."""
    return whole_number(text, least=1, most=LAST_PAGE) or 1


def taken_by(number: int) -> int:
    """How many results it takes to show a page, and to know whether there is another."""
    return number * ON_A_PAGE + 1


def shown_page(address: SearchAddress, found: Sequence[Found], number: int) -> ResultPage:
    """The page of that number, or the last one that there is.

    Args:
        address: of the results.
        found: what was found, as many as `taken_by` the page.
        number: of the page, from 1 on.
    """
    number = max(1, min(number, -(-len(found) // ON_A_PAGE)))
    begin, end = (number - 1) * ON_A_PAGE, number * ON_A_PAGE
    return ResultPage(
        number=number,
        items=found[begin:end],
        begin=begin,
        previous=address.of_page(number - 1) if number > 1 else None,
        next=address.of_page(number + 1) if len(found) > end and number < LAST_PAGE else None,
    )
