"""The figures of each task of a funnel, and which of them stands in the way most; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onboarding.insights.contacts import SearchCount
from onboarding.insights.evidence import Cohort
from onboarding.insights.figures import (
    LEAST_TICKETS,
    Rate,
    SearchFigures,
    SoFar,
    TaskFigures,
    Worst,
    rate,
)
from onboarding.insights.stats import quantile


@dataclass(frozen=True, kw_only=True)
class Step:
    """A task, and where it stands in the version that is shown."""

    body: Mapping[str, Any]
    listed: bool
    upto: int
    """Mask of this task and those listed before it."""


def step_figures(
    steps: Iterable[Step], cohort: Cohort, *, younger: Cohort | None, searches: Sequence[SearchCount]
) -> Iterator[TaskFigures]:
    """The figures of each task.

    Args:
        steps: the tasks in the order in which they are shown.
        cohort: whom the figures are about.
        younger: users whose window still runs, to be shown apart; None when the figures are about them.
        searches: what the cohort sought.
    """
    previous: float | None = None
    for step in steps:
        figures = _figures(step, cohort, is_open=younger is None)
        here = figures.drop_off if step.listed else None
        yield replace(
            figures,
            drop_off_change=None if here is None or previous is None else here - previous,
            searches=_searches(step.body["key"], searches),
            so_far=_so_far(step.body["key"], younger) if younger else None,
        )
        previous = here


def worst_of(tasks: Sequence[TaskFigures]) -> Worst | None:
    """The task with the most friction; by drop-off alone, and among required tasks, where no ticket rate is known."""
    by_friction = [(task.friction, task.key) for task in tasks if task.friction]
    if by_friction:
        return Worst(max(by_friction)[1], "friction")
    by_drop_off = [(task.drop_off, task.key) for task in tasks if task.drop_off and task.listed and not task.optional]
    return Worst(max(by_drop_off)[1], "drop_off") if by_drop_off else None


def _figures(step: Step, cohort: Cohort, *, is_open: bool) -> TaskFigures:
    key = step.body["key"]
    delays = cohort.delays_of(key)
    users = delays.visible - delays.before
    tickets, contacting_users = cohort.tickets_of(key)
    converted = rate(delays.converted, users, withheld="open_cohort" if is_open else None)
    contacting = _contacting(contacting_users, users, tickets=tickets, withheld=converted.withheld)
    drop_off = None if converted.value is None else 1 - converted.value
    return TaskFigures(
        key=key,
        title=step.body["title"],
        optional=step.body["optional"],
        listed=step.listed,
        visible=delays.visible,
        done_before=delays.before,
        users=users,
        converted=converted,
        late=delays.late,
        drop_off=drop_off,
        drop_off_change=None,
        median_seconds=None if is_open else quantile(delays.in_time, 0.5),
        p75_seconds=None if is_open else quantile(delays.in_time, 0.75),
        tickets=tickets,
        tickets_per_100=None if contacting.value is None else 100 * tickets / users,
        contacting=contacting,
        friction=None if contacting.value is None or drop_off is None else drop_off * contacting.value,
        in_order=cohort.did_all_of(step.upto) if step.listed else None,
        searches=(),
        so_far=None,
    )


def _contacting(count: int, users: int, *, tickets: int, withheld: str | None) -> Rate:
    # A ticket is stamped with the open task of its moment. An event that arrives later can show that its user had
    # done the task before starting, which takes them out of `users` but not out of the tickets.
    few = "few_tickets" if tickets < LEAST_TICKETS else None
    return rate(min(count, users), users, withheld=withheld or few)


def _searches(task: str, searches: Sequence[SearchCount]) -> tuple[SearchFigures, ...]:
    return tuple(
        SearchFigures(query=each.query, times=each.times, users=each.users, results=each.results, opened=each.opened)
        for each in searches
        if each.task == task
    )


def _so_far(task: str, younger: Cohort) -> SoFar:
    delays = younger.delays_of(task)
    return SoFar(
        visible=delays.visible,
        done_before=delays.before,
        done=delays.converted,
        tickets=younger.tickets_of(task)[0],
    )
