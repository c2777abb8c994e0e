"""What the judged sets say of our engines beside others, as Markdown; the words change with the figures."""

from collections.abc import Iterator, Sequence

from kb_search.evaluate.contenders import OURS
from kb_search.evaluate.meaning import meaning_section
from kb_search.evaluate.measuring import RIVAL, Measured
from kb_search.evaluate.metrics import paired_difference
from kb_search.evaluate.quality import SLIPS
from kb_search.evaluate.tables import figure, table
from kb_search.evaluate.verdicts import Results, kept_of_clean, verdicts


def report(measured: Sequence[Measured]) -> Iterator[str]:
    """The lines of the report."""
    results = {each.judged.name: each.quality for each in measured}
    yield from verdicts(results, OURS, RIVAL)
    for slip in SLIPS:
        yield from ["", f"### nDCG@10, {slip} queries", ""]
        yield from table(["", *results], _ndcg_rows(results, slip))
    yield from ["", f"### What {OURS} keeps of its clean nDCG@10", ""]
    yield from table(["", *results], _kept_rows(results))
    yield from ["", f"### Differences to {RIVAL}, query by query", ""]
    yield from table(["", *results], _difference_rows(results))
    yield from meaning_section(measured)
    yield from ["", "### MRR@10 and recall@10", ""]
    yield from table(["queries", "", *results], _other_rows(results))


def _contenders(results: Results) -> list[str]:
    return list(next(iter(results.values())))


def _ndcg_rows(results: Results, slip: str) -> Iterator[list[str]]:
    for name in _contenders(results):
        yield [name, *(figure(by_name[name][slip].ndcg) for by_name in results.values())]
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
            yield [f"{name}, {slip}", *(figure(difference, sign="+") for difference in differences)]


def _other_rows(results: Results) -> Iterator[list[str]]:
    for slip in SLIPS:
        for name in _contenders(results):
            qualities = [by_name[name][slip] for by_name in results.values()]
            yield [slip, name, *(f"{figure(each.mrr)}, {figure(each.recall)}" for each in qualities)]
