"""Geometry of the pictures in tables, in percent of their width; the templates draw it as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.insights.funnels.figures import Week
from onboarding.insights.funnels.task_figures import TaskFigures
from onboarding.insights.rates import Rate

STOUT = 72.0
"""Percent of its place that a column of a sparkline fills."""
STUB = 6.0
"""Height of a column that has nothing to show."""


@dataclass(frozen=True)
class Span:
    """A stretch of a bar."""

    kind: str
    """`kept`, `lost` or `waiting`, `before`; what is left over is the track: users who were not asked."""
    x: float
    width: float


@dataclass(frozen=True)
class Whisker:
    """The 95 % interval around the end of the kept part."""

    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """A task among all who started."""

    spans: tuple[Span, ...]
    whisker: Whisker | None


@dataclass(frozen=True)
class Column:
    """A week of a sparkline."""

    x: float
    width: float
    height: float
    is_open: bool
    """Whether its rate is not known (yet)."""


def task_bar(task: TaskFigures, started: int, *, is_open: bool = False) -> Bar:
    """Kept, lost (still waiting, while their window runs) and done before, as shares of all who started."""
    if started == 0:
        return Bar((), None)
    spans, x = [], 0.0
    rest = "waiting" if is_open else "lost"
    counts = (("kept", task.converted.count), (rest, task.users - task.converted.count), ("before", task.done_before))
    for kind, count in counts:
        width = 100 * count / started
        if width:
            spans.append(Span(kind, x, width))
        x += width
    return Bar(tuple(spans), _whisker(task.converted, 100 * task.users / started))


def rate_bar(rate: Rate) -> Bar:
    """A rate alone, on a scale of its own denominator."""
    if rate.of == 0:
        return Bar((), None)
    spans = (Span("kept", 0.0, 100 * rate.count / rate.of),) if rate.count else ()
    return Bar(spans, _whisker(rate, 100.0))


def sparkline(weeks: Sequence[Week]) -> tuple[Column, ...]:
    """Completion per week, against the best week; one without a rate is drawn as a stub."""
    best = max((week.completed.value or 0 for week in weeks), default=0) or 1
    return tuple(
        Column(
            x=100 * place / len(weeks),
            width=STOUT / len(weeks),
            height=max(STUB, 100 * (week.completed.value or 0) / best),
            is_open=week.completed.value is None,
        )
        for place, week in enumerate(weeks)
    )


def _whisker(rate: Rate, scale: float) -> Whisker | None:
    if rate.low is None or rate.high is None:
        return None
    return Whisker(scale * rate.low, scale * rate.high)
