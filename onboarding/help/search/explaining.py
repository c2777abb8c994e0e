"""Where the scores of a search come from, for those who tend the articles: never for readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb_search import Explanation
from onboarding.help.reading.entries import Entry
from onboarding.help.search.answering import Results
from onboarding.help.search.asking import Asking
from onboarding.help.search.indexing import article_index
from onboarding.help.signals.factors import NEUTRAL, PAGE, TASK, approval, freshness
from onboarding.help.signals.priors import articles_of_page, reputation_of
from onboarding.help.usage.normalising import normalised
from onboarding.help.votes.queries import Tally, tallies
from onboarding.store import now


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an article besides its words: factors, 1 where one says nothing."""

    freshness: float
    votes: float
    clicks: float
    page: float
    task: float


@dataclass(frozen=True, slots=True)
class Explained:
    """Where the score of one article comes from."""

    score: Explanation
    signals: Signals


def explained(results: Results) -> Mapping[str, Explained]:
    """For each article that was found, by id, where its score comes from; asked of the index as the search was."""
    asking = results.asking
    entries = [found.entry for found in results.items]
    signals = _signals(asking, entries)
    scores = {each.article_id: _score(asking, each) for each in entries}
    return {each: Explained(score, signals[each]) for each, score in scores.items() if score is not None}


def _score(asking: Asking, entry: Entry) -> Explanation | None:
    return article_index().explain(asking.catalogue, asking.of(entry.locale), entry.article_id)


def _signals(asking: Asking, entries: Sequence[Entry]) -> dict[str, Signals]:
    catalogue, place = asking.catalogue, asking.place
    votes, moment = tallies(catalogue.workspace_id), now()
    attractions = reputation_of(catalogue).openings.attractions
    of_page = articles_of_page(catalogue, place.url)
    of_task = {found.article_id for each in place.articles if (found := catalogue.find(each, catalogue.locales))}
    return {
        entry.article_id: Signals(
            freshness=freshness(moment - entry.updated_at),
            votes=approval(*votes.get((entry.article_id, entry.locale), Tally(0, 0))),
            clicks=attractions.get((entry.locale, normalised(asking.text)), {}).get(entry.article_id, NEUTRAL),
            page=PAGE if entry.article_id in of_page else NEUTRAL,
            task=TASK if entry.article_id in of_task else NEUTRAL,
        )
        for entry in entries
    }
