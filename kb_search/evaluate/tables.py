"""Figures and tables of a report in Markdown."""

from collections.abc import Iterable, Iterator, Sequence

from kb_search.evaluate.metrics import Mean


def figure(shown: Mean, sign: str = "") -> str:
    """An average with its standard error; with `+`, a difference shows its sign."""
    return f"{shown.value:{sign}.3f} ±{shown.error:.3f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for cells in rows:
        yield f"| {' | '.join(cells)} |"
