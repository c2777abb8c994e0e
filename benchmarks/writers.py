"""What sharing commits gains: threads that write to SQLite, each with commits of its own and sharing them, in one run.

    python -m benchmarks.writers

How much depends on how long the disk takes to sync, so one commit's duration is told beside it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, text

from onboarding.store.sqlite import prepare_sqlite
from onboarding.store.writers import MOST_SHARING, Writers

THREADS = 8
WRITES = 2_000


def main() -> None:
    """Measure and print."""
    alone, _, duration = measure(threads=1, most_sharing=1)
    print(f"One thread: {alone:,.0f} writes per second, {duration * 1e3:.2f} ms each.\n")
    print(f"| {THREADS} threads | writes per second | ÷ own commits | median wait | longest wait |")
    print("|---|---:|---:|---:|---:|")
    own, *_ = each = measure(threads=THREADS, most_sharing=1)
    for name, figures in (("own commits", each), ("shared commits", measure(THREADS, MOST_SHARING))):
        rate, longest, typical = figures
        print(f"| {name} | {rate:,.0f} | {rate / own:.1f} | {typical * 1e3:.1f} ms | {longest * 1e3:.1f} ms |")


def measure(threads: int, most_sharing: int) -> tuple[float, float, float]:
    """Writes per second, and the longest and median seconds that one took."""
    with notes() as engine, ThreadPoolExecutor(threads) as pool:
        writers = Writers(engine, most_sharing=most_sharing)

        def write(_number: int) -> float:
            before = time.perf_counter()
            with writers.begin() as connection:
                connection.exec_driver_sql("INSERT INTO note (text) VALUES ('written')")
            return time.perf_counter() - before

        before = time.perf_counter()
        waits = list(pool.map(write, range(WRITES)))
        return WRITES / (time.perf_counter() - before), max(waits), median(waits)


@contextmanager
def notes() -> Iterator[Engine]:
    """A database with one table."""
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'notes.db'}", module=sqlite, pool_size=THREADS)
        prepare_sqlite(engine)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(text("CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT)"))
        yield engine
        engine.dispose()


if __name__ == "__main__":
    main()
