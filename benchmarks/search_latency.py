"""What a search costs by itself, in CPU milliseconds of its thread, cold and warm.

    python -m benchmarks.search_latency [--engines whoosh tantivy] [--articles 1000 5000]

Each size of each engine is measured in a process of its own, on articles that the benchmark makes up (see
`search_corpus`). Cold is the first time a process meets a query, warm the second. A fixed piece of arithmetic is timed
beside it, so that figures of different machines can be compared by their ratio to it.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import psutil

from benchmarks.search_corpus import Corpus, misspelt
from kb_search import ENGINES, Query, SearchEngine, make_engine

WORKSPACE = "bench"
MEGABYTE = 1e6
COMMITS = 20


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU for one kind of query: median, 95th and 99th percentile."""

    kind: str
    temperature: str
    percentiles: tuple[float, float, float]


@dataclass(frozen=True)
class Figures:
    """What one engine costs at one size; MB on disk and of memory the process gained by opening and searching."""

    engine: str
    articles: int
    build_seconds: float
    disk_mb: float
    memory_mb: float
    open_ms: float
    commit_ms: float
    unit_ms: float
    costs: list[Cost]


def main() -> None:
    """Measure every size of every engine and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    parser.add_argument("--articles", nargs="+", type=int, default=[1_000, 5_000])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(asdict(measure(options.engines[0], options.articles[0]))))
        return
    for articles in options.articles:
        for engine in options.engines:
            for line in rows(in_own_process(engine, articles)):
                print(line, flush=True)


def in_own_process(engine: str, articles: int) -> Figures:
    """The figures of one size, from a process that has done nothing else."""
    command = [sys.executable, "-m", __spec__.name, "--one", "--engines", engine, "--articles", str(articles)]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return Figures(**{**found, "costs": [Cost(**cost) for cost in found["costs"]]})


def measure(name: str, articles: int) -> Figures:
    """Build, open and search one index."""
    with TemporaryDirectory() as root:
        command = [sys.executable, "-c", BUILD, name, root, str(articles)]
        built = float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        corpus = Corpus(articles)
        memory = psutil.Process().memory_info().rss
        engine = make_engine(name, Path(root))
        opened = cpu_ms(lambda: engine.search(WORKSPACE, Query("print", "en")))
        costs = list(costs_of(engine, corpus))
        gained = psutil.Process().memory_info().rss - memory
        changed = [next(corpus.documents())]
        commits = [cpu_ms(lambda: engine.index(WORKSPACE, changed)) for _ in range(COMMITS)]
        disk = engine.stats(WORKSPACE)[0].bytes
    unit = min(cpu_ms(arithmetic) for _ in range(50))
    return Figures(name, articles, built, disk / MEGABYTE, gained / MEGABYTE, opened, median(commits), unit, costs)


def costs_of(engine: SearchEngine, corpus: Corpus) -> Iterator[Cost]:
    """What each kind of query costs, when a process meets it and when it meets it again."""
    for kind, queries in kinds(corpus):
        for temperature in ("cold", "warm"):
            times = [cpu_ms(partial(engine.search, WORKSPACE, query)) for query in queries]
            yield Cost(kind, temperature, percentiles(times))


BUILD = """
import sys, time
from pathlib import Path
from benchmarks.search_corpus import Corpus
from kb_search import make_engine
documents = list(Corpus(int(sys.argv[3])).documents())
start = time.process_time()
make_engine(sys.argv[1], Path(sys.argv[2])).rebuild("bench", "en", documents)
print(time.process_time() - start)
"""


def kinds(corpus: Corpus) -> Iterator[tuple[str, list[Query]]]:
    """Whole queries, every state of the search box while they are typed, and misspelt ones."""
    texts, chance = corpus.queries(), random.Random(3)
    yield "whole words", [Query(text, "en") for text in texts]
    yield "a keystroke", [Query(text[: end + 1], "en", typing=True) for text in texts for end in range(len(text))]
    yield "a word misspelt", [Query(misspelt(text, chance), "en") for text in texts]


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds that this thread spends on it."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1000


def arithmetic() -> int:
    """Work of a fixed size, to compare machines by."""
    return sum(number * number % 7 for number in range(10_000))


def percentiles(times: list[float]) -> tuple[float, float, float]:
    """Median, 95th and 99th percentile."""
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[94], cuts[98]


def rows(figures: Figures) -> Iterator[str]:
    """Lines of two tables: how long searches take, cold and warm; and what there is besides."""
    for temperature in ("cold", "warm"):
        costs = [cost.percentiles for cost in figures.costs if cost.temperature == temperature]
        cells = [" / ".join(f"{value:.2f}" for value in percentiles) for percentiles in costs]
        yield f"| {figures.articles:,} | {figures.engine} | {temperature} | {' | '.join(cells)} |"
    sizes = f"{figures.build_seconds:.1f} | {figures.disk_mb:.0f} | {figures.memory_mb:.0f}"
    times = f"{figures.open_ms:.0f} | {figures.commit_ms:.1f} | {figures.unit_ms:.2f}"
    yield f"  | {figures.articles:,} | {figures.engine} | {sizes} | {times} |"


if __name__ == "__main__":
    main()
