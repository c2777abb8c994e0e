"""Measure the engine on judged query sets: `python -m kb_search.evaluate DIR... [--split test]`."""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb_search.engine import Query, SearchEngine
from kb_search.judged import SEED, JudgedQuery, JudgedSet, Slip, as_written, half_typed, load, misspelt
from kb_search.metrics import DEPTH, Mean, mean, ndcg, recall, reciprocal_rank
from kb_search.whoosh_engine import WhooshEngine

SLIPS: dict[str, Slip] = {"as written": as_written, "misspelt": misspelt, "half typed": half_typed}
_WORKSPACE = "judged"


@dataclass(frozen=True)
class Quality:
    """How well an engine answers a set of queries, at a depth of ten."""

    ndcg: Mean
    mrr: Mean
    recall: Mean


def evaluate(engine: SearchEngine, judged: JudgedSet, slip: str, *, split: str = "") -> Quality:
    """The quality of an engine that has the set indexed; `slip` is a key of SLIPS, `split` "" for all queries."""
    queries = [query for query in judged.queries if split in ("", query.split)]
    chance = random.Random(SEED)  # noqa: S311 (the same misspellings every time)
    rankings = [_ranked(engine, judged.locale, query, slip, chance) for query in queries]
    pairs = [(ranking, query.grades) for ranking, query in zip(rankings, queries, strict=True)]
    return Quality(
        mean([ndcg(*pair) for pair in pairs]),
        mean([reciprocal_rank(*pair) for pair in pairs]),
        mean([recall(*pair) for pair in pairs]),
    )


def indexed(judged: JudgedSet, root: Path) -> SearchEngine:
    """The embedded engine with the set indexed under the root."""
    engine = WhooshEngine(root)
    engine.rebuild(_WORKSPACE, judged.locale, judged.documents)
    return engine


def _ranked(engine: SearchEngine, locale: str, query: JudgedQuery, slip: str, chance: random.Random) -> Sequence[str]:
    text = SLIPS[slip](query.text, chance)
    asked = Query(text, locale, limit=DEPTH, typing=SLIPS[slip] is half_typed)
    return [hit.id for hit in engine.search(_WORKSPACE, asked).hits]


def _table(directories: Iterable[Path], split: str) -> Iterable[str]:
    yield f"{'set':16} {'queries':10} {'n':>5}  {'nDCG@10':12} {'MRR@10':12} {'recall@10':12}"
    for directory in directories:
        judged = load(directory)
        with tempfile.TemporaryDirectory() as root:
            engine = indexed(judged, Path(root))
            for slip in SLIPS:
                found = evaluate(engine, judged, slip, split=split)
                figures = (
                    f"{figure.value:.3f} ±{figure.error:.3f}" for figure in (found.ndcg, found.mrr, found.recall)
                )
                yield f"{judged.name:16} {slip:10} {found.ndcg.count:5}  " + "  ".join(f"{text:11}" for text in figures)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for every set and every kind of query."""
    parser = argparse.ArgumentParser(prog="python -m kb_search.evaluate", description=__doc__)
    parser.add_argument("directory", type=Path, nargs="+", help="a set: docs.jsonl and queries.jsonl")
    parser.add_argument("--split", default="", help="only the queries of this split (dev, test)")
    chosen = parser.parse_args(arguments)
    for line in _table(chosen.directory, chosen.split):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
