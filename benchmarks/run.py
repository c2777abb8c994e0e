"""CPU time per request of one gunicorn worker, and its ratio to the least that server can answer.

    python -m benchmarks.run

Microseconds of CPU vary by a tenth from run to run, requests per second by a factor of three: only ratios to the bare
answer of the same run are worth comparing.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pysqlite3 import dbapi2 as sqlite

from benchmarks.client import Client, cpu_seconds, request_bytes
from benchmarks.scene import Scene, build_scene
from tests.servers import run_server

APPLICATION = "benchmarks.application:application"
EVENTS_IN_BATCH = 20
UNMEASURED = ""
PACKAGES = ("Flask", "Werkzeug", "gunicorn", "SQLAlchemy", "orjson")

Costs = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=500, help="known users who take turns")
    parser.add_argument("--articles", type=int, default=1_000, help="articles of the help centre")
    parser.add_argument("--rounds", type=int, default=5, help="how often each route is measured")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        scene = build_scene(folder, users=options.users, articles=options.articles)
        costs = measure(scene, folder, rounds=options.rounds)
    print_versions()
    print_table(costs)


def measure(scene: Scene, folder: Path, *, rounds: int) -> Costs:
    """Microseconds of CPU per request, of each route in each round."""
    costs: Costs = {}
    served = run_server(folder, scene.environ, application=APPLICATION, workers=1, threads=8)
    with served as server, Client(server.ports[0]) as client:
        (worker,) = server.workers()
        client.send(scene.first_boots())
        client.send(scene.starts())
        for route, requests in rounds_of(scene, rounds):
            before = cpu_seconds(worker)
            client.send(requests)
            spent = cpu_seconds(worker) - before
            if route != UNMEASURED:
                costs.setdefault(route, []).append(spent / len(requests) * 1e6)
    return costs


def rounds_of(scene: Scene, rounds: int) -> Iterator[tuple[str, Sequence[bytes]]]:
    """Each route in turn, several times over, so that a busy moment of the machine hits all alike."""
    for number, mixed in enumerate(scene.mixed_batches(rounds)):
        yield "bare", [request_bytes("GET", "/bare")] * 2000
        yield "boot", scene.boots(500)
        yield "events ×20, mixed", mixed
        yield "events ×20, plain", scene.plain_batches(len(mixed))
        yield "search, a keystroke", scene.searches(200)
        yield UNMEASURED, scene.readings(500)  # the worker keeps answers for a minute
        yield "article", scene.readings(500)
        yield "article, first asked for", scene.first_readings(number, rounds)


def print_versions() -> None:
    """What was measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(f"Python {platform.python_version()}, SQLite {sqlite.sqlite_version}, {packages}\n")


def print_table(costs: Costs) -> None:
    """One line per route, as Markdown."""
    bare = median(costs["bare"])
    print("| route | CPU µs per request (range) | bare ÷ route | events per CPU second |")
    print("|---|---:|---:|---:|")
    for route, each in costs.items():
        cost = median(each)
        events = f"{EVENTS_IN_BATCH / cost * 1e6:,.0f}" if route.startswith("events") else ""
        print(f"| {route} | {cost:,.0f} ({min(each):,.0f}–{max(each):,.0f}) | {bare / cost:.2f} | {events} |")


if __name__ == "__main__":
    main()
