"""What it costs to make an index and to ask it, each in a process of its own that does nothing else."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

import psutil

from kb_search.engine import Document, Query, SearchEngine
from kb_search.evaluate.contenders import WORKSPACE

Make = Callable[[Path], SearchEngine]
Of = TypeVar("Of")
Told = TypeVar("Told")
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Cost:
    """CPU ms: per document that is indexed; to open; of the first query; of the middle one of the rest. MB resident."""

    document: float
    opening: float
    first: float
    query: float
    memory: float


def cost(make: Make, root: Path, documents: Sequence[Document], queries: Sequence[Query]) -> Cost:
    """What the engine that `make` opens on a directory costs: one locale's documents, and two queries or more."""
    per_document = _alone(_index, make, root, documents)
    opening, first, query, memory = _alone(_ask, make, root, queries)
    return Cost(per_document, opening, first, query, memory)


def _alone(what: Callable[[Make, Path, Of], Told], make: Make, root: Path, of: Of) -> Told:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(what, make, root, of).result()


def _index(make: Make, root: Path, documents: Sequence[Document]) -> float:
    engine = make(root)
    begun = process_time()
    engine.rebuild(WORKSPACE, documents[0].locale, documents)
    return _since(begun) / len(documents)


def _ask(make: Make, root: Path, queries: Sequence[Query]) -> tuple[float, float, float, float]:
    begun = process_time()
    engine = make(root)
    opening = _since(begun)
    first, *rest = (_asked(engine, query) for query in queries)
    return opening, first, median(rest), psutil.Process().memory_info().rss / _MEGABYTE


def _asked(engine: SearchEngine, query: Query) -> float:
    begun = process_time()
    engine.search(WORKSPACE, query)
    return _since(begun)


def _since(begun: float) -> float:
    return (process_time() - begun) * 1000
