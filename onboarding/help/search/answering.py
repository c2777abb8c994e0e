"""The answer to what somebody typed: the articles that fit, or what leads on where few or none do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import Entry
from onboarding.help.search.asking import Asking
from onboarding.help.search.by_language import Asked, Found, ask, respelt
from onboarding.help.search.by_translation import ask_translations
from onboarding.help.search.suggestions import instead
from onboarding.help.signals.priors import NOWHERE, Whereabouts
from onboarding.store import now
from onboarding.store.ids import new_id

LONGEST_QUERY = 200
FEW = 3
"""With fewer results than this, another spelling is suggested if there is a likelier one."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query."""

    search_id: str
    """By which the query, what was opened and what was asked afterwards belong together."""
    query: str
    locale: str
    items: tuple[Found, ...]
    asking: Asking
    corrected: str | None = None
    """What was sought instead, when a word was misspelt."""
    did_you_mean: str | None = None
    """What would find more, where little is found: only a suggestion."""
    partial: bool = False
    """Whether no article holds every word that was looked for."""
    nearest: tuple[Found, ...] = ()
    """When nothing was found: articles with words that look like those typed."""
    offered: tuple[Entry, ...] = ()
    """When nothing was found: articles of this page, then those that are read most; so that there is a way on."""


def search(
    catalogue: Catalogue,
    text: str,
    locales: Sequence[str],
    *,
    limit: int,
    typing: bool = False,
    literal: bool = False,
    place: Whereabouts = NOWHERE,
) -> Results:
    """The articles that fit best, each in the first of the languages it is written in.

    Args:
        catalogue: what there is to find.
        text: what was typed; 200 characters of it count.
        locales: languages in the order in which the reader wants them.
        limit: how many at most.
        typing: the last word may be unfinished.
        literal: correct nothing.
        place: where the reader is.

    Raises:
        SearchUnavailable: there is no index, and none can be made at the moment.
    """
    spoken = catalogue.read_in(locales)
    asking = Asking(catalogue, text[:LONGEST_QUERY].strip(), limit, typing, literal, place)
    asked = _asked(asking, spoken, locales) if asking.text else []
    telling = _telling(asked)
    results = Results(
        search_id=new_id("sea", now()),
        query=asking.text,
        locale=next((locale for locale in locales if locale in catalogue.locales), locales[0]),
        items=tuple(found for each in asked for found in each.found)[:limit],
        asking=asking,
        corrected=telling.corrected if telling else None,
        partial=telling is not None and telling.partial,
    )
    is_enough = not asking.text or len(results.items) >= FEW
    return results if is_enough else _leading_on(results, asked, spoken, locales)


def _asked(asking: Asking, spoken: Sequence[str], locales: Sequence[str]) -> list[Asked]:
    """What languages say: those in which the reader gets articles, and where they find none, one of the others."""
    asked = ask(asking, spoken, locales)
    return asked if any(each.found for each in asked) else [*ask_translations(asking, spoken, locales), *asked]


def _telling(asked: Sequence[Asked]) -> Asked | None:
    """The language that says what became of the words: a word of one language looks misspelt in the next."""
    return next((each for each in asked if each.found), None)


def _leading_on(results: Results, asked: Sequence[Asked], spoken: Sequence[str], locales: Sequence[str]) -> Results:
    """Results that are few with another spelling, none at all with what else there is to read."""
    asking, telling = results.asking, _telling(asked)
    led = replace(results, did_you_mean=respelt(asking, [telling.locale] if telling else spoken, results.corrected))
    if led.items:
        return led
    offered = instead(asking.catalogue, locales, url=asking.place.url, articles=asking.place.articles)
    nearest = (near for each in asked for near in each.nearest)
    return replace(led, nearest=tuple(islice(nearest, asking.limit)), offered=tuple(offered))
