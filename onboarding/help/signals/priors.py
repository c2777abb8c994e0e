"""The factors that a search hands to the engine: made at most once in five minutes, looked up for each keystroke."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask

from onboarding.help.reading.catalogue import Catalogue
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
MOST_PAGES = 10_000
"""Articles of pages, of all workspaces together."""
TOLERANCE = 0.001


@dataclass(frozen=True)
class Whereabouts:
    """Where somebody is while they search."""

    url: str | None = None
    articles: Collection[str] = ()
    """Ids or slugs to which their open tasks lead."""


NOWHERE = Whereabouts()


@dataclass(frozen=True)
class Reputation:
    """What is known of a workspace's articles, whoever asks."""

    articles: Mapping[str, dict[str, float]]
    """Factors of freshness and votes by language and article id."""
    openings: Openings

    @property
    def size(self) -> int:
        """How many factors there are."""
        return 1 + sum(map(len, self.articles.values())) + sum(map(len, self.openings.attractions.values()))


REPUTATIONS: PerApp[Memory[int, Reputation]] = PerApp("signals")
"""By workspace, whatever edition its articles have: one that is changed must not have all of them looked at."""
FITTING: PerApp[Memory[tuple[str, frozenset[str], str], tuple[str, ...]]] = PerApp("articles_of_pages")
"""By edition, the reader's audiences and the page: who types asks many times for the same one."""


def register(app: Flask) -> None:
    """Give `app` its memory of signals."""
    FITTING.put(app, Memory(seconds=SECONDS, capacity=MOST_PAGES, weigh=lambda each: 1 + len(each)))
    REPUTATIONS.put(app, Memory(seconds=SECONDS, capacity=MOST_KEPT, weigh=lambda each: each.size))


def priors_of(catalogue: Catalogue, locale: str, query: str, place: Whereabouts = NOWHERE) -> Mapping[str, float]:
    """Factors on scores by article id, of those that have one; the query is normalised."""
    reputation = reputation_of(catalogue)
    lasting = reputation.articles.get(locale) or {}
    boosts: dict[str, list[float]] = {}
    for article_id, factor in reputation.openings.attractions.get((locale, query), {}).items():
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


def reputation_of(catalogue: Catalogue) -> Reputation:
    """What is known of the catalogue's articles; at most five minutes old."""
    memory = REPUTATIONS.get()
    reputation = memory.get(catalogue.workspace_id)
    if reputation is None:
        reputation = Reputation(_lasting(catalogue), openings(seen_searches(catalogue.workspace_id, now())))
        memory.put(catalogue.workspace_id, reputation)
    return reputation


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


def articles_of_page(catalogue: Catalogue, url: str | None) -> Sequence[str]:
    """Ids of articles that are offered on a page."""
    if not url:
        return ()
    memory, key = FITTING.get(), (catalogue.edition, catalogue.labels, url)
    fitting = memory.get(key)
    if fitting is None:
        offered = (each for each in catalogue.offered if any(matches(pattern, url) for pattern in each.suggest_on))
        fitting = tuple(each.article_id for each in offered)
        memory.put(key, fitting)
    return fitting
