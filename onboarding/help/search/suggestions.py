"""Articles offered unasked: for the task that is open, and for the page somebody is on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from onboarding.help.reading.catalogue import Catalogue
from onboarding.help.reading.entries import Entry
from onboarding.help.signals.priors import reputation_of
from onboarding.rules.urls import matches

MOST = 5


def suggestions(
    catalogue: Catalogue, locales: Sequence[str], *, url: str | None, articles: Sequence[str]
) -> list[Entry]:
    """What to offer, best first.

    Args:
        catalogue: what there is to offer.
        locales: languages in the order in which the reader wants them.
        url: the page, if known.
        articles: ids or slugs that the open tasks lead to.
    """
    offered: dict[str, Entry] = {}
    for entry in (*_of_tasks(catalogue, locales, articles), *_of_page(catalogue, locales, url)):
        offered.setdefault(entry.article_id, entry)
    return list(offered.values())[:MOST]


def instead(catalogue: Catalogue, locales: Sequence[str], *, url: str | None, articles: Collection[str]) -> list[Entry]:
    """What to offer when nothing was found: as `suggestions`, then what readers open most, then what comes first."""
    asked_for = suggestions(catalogue, locales, url=url, articles=list(articles))
    ids = dict.fromkeys((*reputation_of(catalogue).openings.popular, *islice(catalogue.articles, MOST)))
    others = (catalogue.entry(article_id, locales) for article_id in ids)
    offered = {each.article_id: each for each in (*asked_for, *others) if each is not None}
    return list(offered.values())[:MOST]


def _of_tasks(catalogue: Catalogue, locales: Sequence[str], articles: Sequence[str]) -> Iterator[Entry]:
    for id_or_slug in articles:
        entry = catalogue.find(id_or_slug, locales)
        if entry is not None:
            yield entry


def _of_page(catalogue: Catalogue, locales: Sequence[str], url: str | None) -> list[Entry]:
    """Articles of the page, those with the most particular pattern first."""
    if not url:
        return []
    fitting: list[tuple[int, Entry]] = []
    for article in catalogue.offered:
        fits = [len(pattern) for pattern in article.suggest_on if matches(pattern, url)]
        entry = catalogue.entry(article.article_id, locales) if fits else None
        if entry is not None:
            fitting.append((max(fits), entry))
    return [entry for _, entry in sorted(fitting, key=lambda each: -each[0])]
