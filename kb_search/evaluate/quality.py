"""Measures ways to search on judged query sets."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from kb_search.evaluate.contenders import Contender
from kb_search.evaluate.judged import SEED, JudgedSet, Slip, as_written, half_typed, misspelt
from kb_search.evaluate.metrics import Mean, mean, ndcg, recall, reciprocal_rank

SLIPS: dict[str, Slip] = {"clean": as_written, "misspelt": misspelt, "half-typed": half_typed}


@dataclass(frozen=True)
class Quality:
    """How well each query was answered, at a depth of ten; in the order of the queries."""

    ndcgs: Sequence[float]
    reciprocal_ranks: Sequence[float]
    recalls: Sequence[float]

    @property
    def ndcg(self) -> Mean:
        """The average nDCG@10."""
        return mean(self.ndcgs)

    @property
    def mrr(self) -> Mean:
        """The average of one over the place of the first relevant document, MRR@10."""
        return mean(self.reciprocal_ranks)

    @property
    def recall(self) -> Mean:
        """The average share of the relevant documents that are found, recall@10."""
        return mean(self.recalls)


def evaluate(contender: Contender, judged: JudgedSet, slip: str, *, split: str = "") -> Quality:
    """The quality of a contender that has loaded the set; every contender meets the same misspellings.

    `slip` is a key of SLIPS, `split` the name under which some queries are set aside, or "" for all.
    """
    queries = [query for query in judged.queries if split in ("", query.split)]
    chance = random.Random(SEED)  # noqa: S311 (the same misspellings every time)
    make = SLIPS[slip]
    rankings = [contender.ranked(make(query.text, chance), make) for query in queries]
    pairs = [(ranking, query.grades) for ranking, query in zip(rankings, queries, strict=True)]
    return Quality(
        [ndcg(*pair) for pair in pairs],
        [reciprocal_rank(*pair) for pair in pairs],
        [recall(*pair) for pair in pairs],
    )
