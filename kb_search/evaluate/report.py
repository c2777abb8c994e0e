"""What the judged sets say of our engines beside others, as Markdown; the words change with the figures."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb_search.evaluate.baselines.plain_tantivy import PlainTantivy
from kb_search.evaluate.baselines.sparse_bm25 import Bm25s
from kb_search.evaluate.baselines.sqlite_fts5 import SqliteFts5
from kb_search.evaluate.contenders import Contender, our_contenders
from kb_search.evaluate.judged import JudgedSet
from kb_search.evaluate.metrics import Mean, paired_difference
from kb_search.evaluate.quality import SLIPS, Quality, evaluate
from kb_search.evaluate.verdicts import Results, kept_of_clean, verdicts

OURS = "ours on Whoosh"
RIVAL = PlainTantivy.name


def measure(judged_sets: Sequence[JudgedSet]) -> Results:
    """Every contender on every set, with every slip."""
    results: dict[str, dict[str, dict[str, Quality]]] = {}
    for judged in judged_sets:
        with tempfile.TemporaryDirectory() as root:
            contenders = [*our_contenders(Path(root)), PlainTantivy(), SqliteFts5(), Bm25s()]
            results[judged.name] = {each.name: _on_every_slip(each, judged) for each in contenders}
    return results


def report(results: Results) -> Iterator[str]:
    """The lines of the report."""
    yield from verdicts(results, OURS, RIVAL)
    for slip in SLIPS:
        yield from ["", f"### nDCG@10, {slip} queries", ""]
        yield from _table(["", *results], _ndcg_rows(results, slip))
    yield from ["", f"### What {OURS} keeps of its clean nDCG@10", ""]
    yield from _table(["", *results], _kept_rows(results))
    yield from ["", f"### Differences to {RIVAL}, query by query", ""]
    yield from _table(["", *results], _difference_rows(results))
    yield from ["", "### MRR@10 and recall@10", ""]
    yield from _table(["queries", "", *results], _other_rows(results))


def _on_every_slip(contender: Contender, judged: JudgedSet) -> dict[str, Quality]:
    contender.load(judged)
    return {slip: evaluate(contender, judged, slip) for slip in SLIPS}


def _contenders(results: Results) -> list[str]:
    return list(next(iter(results.values())))


def _ndcg_rows(results: Results, slip: str) -> Iterator[list[str]]:
    for name in _contenders(results):
        yield [name, *(_figure(by_name[name][slip].ndcg) for by_name in results.values())]
    yield ["*queries*", *(str(by_name[OURS][slip].ndcg.count) for by_name in results.values())]


def _kept_rows(results: Results) -> Iterator[list[str]]:
    for slip in list(SLIPS)[1:]:
        yield [slip, *(f"{kept_of_clean(by_name[OURS], slip):.1%}" for by_name in results.values())]


def _difference_rows(results: Results) -> Iterator[list[str]]:
    for name in _contenders(results)[:2]:
        for slip in SLIPS:
            differences = (
                paired_difference(by_name[name][slip].ndcgs, by_name[RIVAL][slip].ndcgs) for by_name in results.values()
            )
            yield [f"{name}, {slip}", *(_figure(difference, sign="+") for difference in differences)]


def _other_rows(results: Results) -> Iterator[list[str]]:
    for slip in SLIPS:
        for name in _contenders(results):
            qualities = [by_name[name][slip] for by_name in results.values()]
            yield [slip, name, *(f"{_figure(each.mrr)}, {_figure(each.recall)}" for each in qualities)]


def _figure(figure: Mean, sign: str = "") -> str:
    return f"{figure.value:{sign}.3f} ±{figure.error:.3f}"


def _table(head: Sequence[str], rows: Iterator[list[str]]) -> Iterator[str]:
    for place, cells in enumerate([list(head), *rows]):
        yield f"| {' | '.join(cells)} |"
        if place == 0:
            yield f"|{'---|' * len(cells)}"
