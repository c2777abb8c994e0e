"""What signals cost when they are wrong, and one gains when it is right: `python -m benchmarks.search_signals DIR…`.

Judged sets know no readers. So each article gets a factor at random within a signal's bounds, which is the worst a
signal can be: one that says nothing. The page's signal is also tried where it fits the article that answers.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import mean, stdev

from kb_search import Query, WhooshEngine
from kb_search.evaluate.judged import JudgedQuery, JudgedSet, load
from kb_search.evaluate.metrics import ndcg
from onboarding.help.signals.factors import APPROVED, ATTRACTED, FRESH, LEAST, MOST, PAGE

CANDIDATES = 40
"""Hits that a factor can lift into the ten that count."""
DEPTH = 10
QUERIES = 400
RUNS = 5
SHARE_OF_PAGES = 0.05
"""Of the articles, those that are offered on the reader's page."""
BOUNDS = {
    "freshness": (1.0, 1 + FRESH),
    "votes": (1 - APPROVED, 1 + APPROVED),
    "openings": ATTRACTED,
    "all": (LEAST, MOST),
}
Hits = Sequence[tuple[str, float]]
Factors = Mapping[str, float]


def main(directories: Sequence[str]) -> None:
    """Print a line for each set."""
    sys.stdout.write(
        f"{'set':16} {'n':>4}  {'nDCG@10':13}" + "".join(f"{name:>12}" for name in (*BOUNDS, "page", "a page"))
    )
    sys.stdout.write("\n")
    for directory in directories:
        judged = load(Path(directory))
        queries = judged.queries[:QUERIES]
        with tempfile.TemporaryDirectory() as root:
            hits = _searched(judged, queries, Path(root))
        plain = _quality(hits, queries, _for_every_query({}))
        error = stdev(plain) / len(plain) ** 0.5
        changes = "".join(f"{mean(each) - mean(plain):+12.4f}" for each in _tried(judged, hits, queries))
        sys.stdout.write(f"{judged.name:16} {len(plain):4}  {mean(plain):.4f} ±{error:.4f}{changes}\n")


def _searched(judged: JudgedSet, queries: Sequence[JudgedQuery], root: Path) -> list[Hits]:
    engine = WhooshEngine(root)
    engine.rebuild("judged", judged.locale, judged.documents)
    asked = (Query(query.text, judged.locale, limit=CANDIDATES) for query in queries)
    return [[(hit.id, hit.score) for hit in engine.search("judged", query).hits] for query in asked]


def _tried(judged: JudgedSet, hits: Sequence[Hits], queries: Sequence[JudgedQuery]) -> list[list[float]]:
    """Qualities with each signal as noise, with the page that fits, and with a page that does not."""
    tried = []
    for low, high in BOUNDS.values():
        chances = [Random(seed) for seed in range(RUNS)]
        drawn = [{each.id: chance.uniform(low, high) for each in judged.documents} for chance in chances]
        tried.append([value for factors in drawn for value in _quality(hits, queries, _for_every_query(factors))])
    chance = Random(RUNS)
    page = {each.id: PAGE for each in judged.documents if chance.random() < SHARE_OF_PAGES}
    tried.append(_quality(hits, queries, lambda query: page | dict.fromkeys(query.grades, PAGE)))
    tried.append(_quality(hits, queries, _for_every_query(page)))
    return tried


def _quality(
    hits: Sequence[Hits], queries: Sequence[JudgedQuery], factors_of: Callable[[JudgedQuery], Factors]
) -> list[float]:
    """nDCG@10 of each query with its hits in the order that the factors make."""
    return [ndcg(_ordered(each, factors_of(query)), query.grades) for each, query in zip(hits, queries, strict=True)]


def _for_every_query(factors: Factors) -> Callable[[JudgedQuery], Factors]:
    return lambda _: factors


def _ordered(hits: Hits, factors: Factors) -> list[str]:
    return [id_ for id_, score in sorted(hits, key=lambda hit: -hit[1] * factors.get(hit[0], 1.0))][:DEPTH]


if __name__ == "__main__":
    main(sys.argv[1:])
