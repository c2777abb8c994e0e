"""Many workspaces in one process: what each costs to open and to search, and what memory they take together.

    python -m benchmarks.search_workspaces [--engine whoosh] [--workspaces 200] [--articles 500]

Workspaces are asked in an order by Zipf's law, so that some are asked often and most rarely: an engine keeps a bounded
number open and opens the others when they are asked.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks.search_corpus import Corpus
from benchmarks.search_latency import MEGABYTE, cpu_ms, percentiles
from kb_search import ENGINES, Query, SearchEngine, make_engine

SEARCHES = 4_000
SHOWN_EVERY = 1_000


def main() -> None:
    """Build, search and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default=ENGINES[0], choices=ENGINES)
    parser.add_argument("--workspaces", type=int, default=200)
    parser.add_argument("--articles", type=int, default=500)
    options = parser.parse_args()
    corpus = Corpus(options.articles)
    with TemporaryDirectory() as root:
        build(make_engine(options.engine, Path(root)), corpus, Path(root), options.workspaces)
        size = sum(file.stat().st_size for file in Path(root).rglob("*") if file.is_file())
        print(f"{options.engine}, {options.workspaces} × {options.articles}: {size / MEGABYTE:.0f} MB on disk")
        for line in search(make_engine(options.engine, Path(root)), corpus, options.workspaces):
            print(line)


def build(engine: SearchEngine, corpus: Corpus, root: Path, workspaces: int) -> None:
    """The same articles in every workspace, indexed once and copied."""
    engine.rebuild("wsp_0", "en", corpus.documents())
    for number in range(1, workspaces):
        shutil.copytree(root / "wsp_0", root / f"wsp_{number}")


def search(engine: SearchEngine, corpus: Corpus, workspaces: int) -> Iterator[str]:
    """Lines: memory on the way, then the time of searches by whether the workspace had been asked just before."""
    chance, queries = random.Random(4), corpus.queries()
    names = [f"wsp_{number}" for number in range(workspaces)]
    weights = [1 / rank for rank in range(1, workspaces + 1)]
    times: dict[str, list[float]] = {"first search in the workspace": [], "any later search": []}
    seen: set[str] = set()
    start = psutil.Process().memory_info().rss
    for number, name in enumerate(chance.choices(names, weights, k=SEARCHES), 1):
        query = Query(chance.choice(queries), "en")
        kind = "any later search" if name in seen else "first search in the workspace"
        times[kind].append(cpu_ms(partial(engine.search, name, query)))
        seen.add(name)
        if number % SHOWN_EVERY == 0:
            gained = (psutil.Process().memory_info().rss - start) / MEGABYTE
            yield f"after {number} searches in {len(seen)} workspaces: {gained:.0f} MB of memory"
    for kind, measured in times.items():
        p50, p95, p99 = percentiles(measured)
        yield f"{kind}: {p50:.2f} / {p95:.2f} / {p99:.2f} ms CPU (n={len(measured)})"


if __name__ == "__main__":
    main()
