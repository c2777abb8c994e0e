"""The factors that a search hands to the engine: made at most once in five minutes, looked up for each keystroke."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import Flask

from onboarding.help.catalogue import Catalogue
from onboarding.help.signals.clicks import Openings, openings
from onboarding.help.signals.evidence import seen_searches
from onboarding.help.signals.factors import NEUTRAL, PAGE, TASK, approval, freshness, together
from onboarding.help.votes.queries import Tally, tallies
from onboarding.rules.urls import matches
from onboarding.store import now
from onboarding.store.cache import Memory
from onboarding.store.per_app import PerApp

SECONDS = 300
MOST_KEPT = 500_000
"""Articles with factors, of all workspaces together."""
TOLERANCE = 0.001


@dataclass(frozen=True)
class Place:
    """Where somebody is while they search."""

    url: str | None = None
    articles: Collection[str] = ()
    """Ids or slugs to which their open tasks lead."""


NOWHERE = Place()


@dataclass(frozen=True)
class Standing:
    """What is known of a workspace's articles at an edition, whoever asks."""

    articles: Mapping[str, dict[str, float]]
    """Factors of freshness and votes by language and article id."""
    openings: Openings

    @property
    def size(self) -> int:
        """How many factors there are."""
        return 1 + sum(map(len, self.articles.values())) + sum(map(len, self.openings.attractions.values()))


STANDINGS: PerApp[Memory[tuple[int, str], Standing]] = PerApp("signals")
"""By workspace and edition of its articles."""


def register(app: Flask) -> None:
    """Give `app` its memory of signals."""
    STANDINGS.put(app, Memory(seconds=SECONDS, capacity=MOST_KEPT, weigh=lambda each: each.size))


def priors_of(catalogue: Catalogue, locale: str, query: str, place: Place = NOWHERE) -> Mapping[str, float]:
    """Factors on scores by article id, of those that have one; the query is normalised."""
    standing = standing_of(catalogue)
    lasting = standing.articles.get(locale) or {}
    boosts: dict[str, list[float]] = {}
    for article_id, factor in standing.openings.attractions.get((locale, query), {}).items():
        boosts.setdefault(article_id, []).append(factor)
    for article_id in articles_of_page(catalogue, place.url):
        boosts.setdefault(article_id, []).append(PAGE)
    for id_or_slug in place.articles:
        entry = catalogue.find(id_or_slug, (locale,))
        if entry is not None:
            boosts.setdefault(entry.article_id, []).append(TASK)
    if not boosts:
        return lasting
    # Both together as they are: a copy of the lasting ones at each keystroke would cost more than the search.
    return ChainMap({each: together([lasting.get(each, NEUTRAL), *more]) for each, more in boosts.items()}, lasting)


def standing_of(catalogue: Catalogue) -> Standing:
    """What is known of the catalogue's articles; at most five minutes old."""
    memory = STANDINGS.get()
    key = (catalogue.workspace_id, catalogue.edition)
    standing = memory.get(key)
    if standing is None:
        standing = Standing(_lasting(catalogue), openings(seen_searches(catalogue.workspace_id, now())))
        memory.put(key, standing)
    return standing


def forget_signals() -> None:
    """Work the signals out anew at the next search."""
    memory = STANDINGS.get()
    memory.clear()


def _lasting(catalogue: Catalogue) -> dict[str, dict[str, float]]:
    moment, votes = now(), tallies(catalogue.workspace_id)
    factors: dict[str, dict[str, float]] = {}
    for article in catalogue.published.values():
        for locale, entry in article.entries.items():
            tally = votes.get((article.article_id, locale), Tally(0, 0))
            factor = together((freshness(moment - entry.updated_at), approval(*tally)))
            if abs(factor - NEUTRAL) > TOLERANCE:
                factors.setdefault(locale, {})[article.article_id] = factor
    return factors


def articles_of_page(catalogue: Catalogue, url: str | None) -> list[str]:
    """Ids of articles that are offered on a page."""
    if not url:
        return []
    offered = (each for each in catalogue.offered if any(matches(pattern, url) for pattern in each.suggest_on))
    return [each.article_id for each in offered]
