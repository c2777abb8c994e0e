"""What a keystroke costs: `python benchmarks/search_latency.py [articles ...]` (default 1000).

Types queries letter by letter against articles recombined from paragraphs of a judged set, and prints CPU milliseconds
of this thread per keystroke. A fixed piece of arithmetic is timed beside it, so that figures from different machines
can be compared by their ratio.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles

from kb_search import Document, Query, WhooshEngine
from kb_search.judged import JudgedSet, load

SET = Path(__file__).parents[1].parent / "shared" / "data" / "search" / "libreoffice-en"
WORKSPACE = "bench"
QUERIES = 150
HOSTILE = ("*x*" * 66, "[a TO zzzz]", "(" * 200, "xqzj " * 40, "ab1 " * 50, " ".join("aeioustnrl"), "é" * 200)


def recombined(judged: JudgedSet, number: int) -> Iterator[Document]:
    """As many articles as asked for: the set's own first, then others made of its paragraphs."""
    chance = random.Random(1)
    paragraphs = [line for document in judged.documents for line in document.body.splitlines() if line]
    for place in range(number):
        source = judged.documents[place % len(judged.documents)]
        body = source.body if place < len(judged.documents) else "\n".join(chance.choices(paragraphs, k=20))
        yield Document(f"{place}", judged.locale, source.title, body)


def keystrokes(judged: JudgedSet) -> list[Query]:
    """Every state of the search box while some queries are typed."""
    chosen = random.Random(2).sample([query.text for query in judged.queries], QUERIES)
    return [
        Query(text[: typed + 1], judged.locale, typing=True) for text in chosen for typed in range(min(len(text), 60))
    ]


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU milliseconds that this thread spends on it."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1000


def arithmetic() -> int:
    """Work of a fixed size, to compare machines by."""
    return sum(number * number % 7 for number in range(10_000))


def line(label: str, times: Sequence[float], unit: float) -> str:
    """The median and 95th percentile, in milliseconds and in units."""
    cuts = quantiles(times, n=20)
    p50, p95 = cuts[9], cuts[18]
    return (
        f"{label:26} n={len(times):6}  p50 {p50:7.3f} ms  p95 {p95:7.3f} ms  max {max(times):7.3f} ms"
        f"  ratio {p50 / unit:6.2f} / {p95 / unit:6.2f}"
    )


def measure(judged: JudgedSet, articles: int, unit: float) -> Iterator[str]:
    """A line for each thing somebody waits for."""
    queries = keystrokes(judged)
    with tempfile.TemporaryDirectory() as root:
        engine = WhooshEngine(Path(root))
        documents = list(recombined(judged, articles))
        built = cpu_ms(lambda: engine.rebuild(WORKSPACE, judged.locale, documents))
        yield f"{articles} articles: built in {built / 1000:.2f} s CPU, {engine.stats(WORKSPACE)[0].bytes / 1e6:.1f} MB"
        for label in ("keystroke, first pass", "keystroke, warm"):
            yield line(label, [cpu_ms(lambda query=query: engine.search(WORKSPACE, query)) for query in queries], unit)
        hostile = [Query(text, judged.locale, typing=typing) for text in HOSTILE for typing in (True, False)] * 5
        yield line(
            "hostile query", [cpu_ms(lambda query=query: engine.search(WORKSPACE, query)) for query in hostile], unit
        )
        edits = [[document] for document in documents[:30]]
        yield line(
            "commit of one article", [cpu_ms(lambda edit=edit: engine.index(WORKSPACE, edit)) for edit in edits], unit
        )
        reopened = [
            cpu_ms(lambda: WhooshEngine(Path(root)).search(WORKSPACE, Query("print", judged.locale))) for _ in range(10)
        ]
        yield line("first search of a process", reopened, unit)


def main() -> None:
    """Measure at each number of articles given."""
    if not SET.is_dir():
        sys.exit(f"the judged set is not at {SET}")
    unit = min(cpu_ms(arithmetic) for _ in range(50))
    print(f"unit (fixed arithmetic): {unit:.3f} ms")
    judged = load(SET)
    for articles in [int(argument) for argument in sys.argv[1:]] or [1000]:
        for text in measure(judged, articles, unit):
            print(text)


if __name__ == "__main__":
    main()
