"""The figures of each task of a funnel, and which of them stands in the way most; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onboarding.insights.funnels.contact_counts import SearchCount
from onboarding.insights.funnels.evidence import Cohort, Evidence
from onboarding.insights.funnels.figures import Weight, Worst
from onboarding.insights.funnels.outlines import TaskOutline
from onboarding.insights.funnels.scope import Scope
from onboarding.insights.funnels.task_figures import FunnelTask, SoFar, TaskFigures
from onboarding.insights.rates import Rate, rate
from onboarding.insights.stats import quantile
from onboarding.insights.withholding import Withheld, too_few


@dataclass(frozen=True, kw_only=True)
class ShownTask:
    """A task, and where it stands in the version that is shown."""

    outline: TaskOutline
    listed: bool
    upto: int
    """Mask of this task and those listed before it."""


def shown_tasks(evidence: Evidence, scope: Scope) -> Iterator[ShownTask]:
    """The tasks of the shown version in its order, then those that users met only in others.

    One that no version known to the evidence lists, which takes users who moved through a version that nobody
    of them started with, goes by its key.
    """
    shown, bits = evidence.shown(scope).tasks, evidence.published.bits
    upto = 0
    for task in shown:
        upto |= 1 << bits[task.key]
        yield ShownTask(outline=task, listed=True, upto=upto)
    newest = {task.key: task for _, each in sorted(evidence.outlines.items()) for task in each.tasks}
    newest |= {task.key: task for task in evidence.live.tasks}
    for key in sorted({count.task for count in evidence.delays} - {task.key for task in shown}):
        outline = newest.get(key, TaskOutline(key, title=key, optional=False))
        yield ShownTask(outline=outline, listed=False, upto=upto)


def funnel_tasks(
    shown: Iterable[ShownTask], cohort: Cohort, *, younger: Cohort | None, searches: Sequence[SearchCount]
) -> Iterator[FunnelTask]:
    """The figures of each task.

    Args:
        shown: the tasks in the order in which they are shown.
        cohort: whom the figures are about.
        younger: users whose window still runs, to be shown apart; None when the figures are about them.
        searches: what the cohort sought.
    """
    previous: float | None = None
    for task in shown:
        key = task.outline.key
        figures = figures_of(task, cohort, withheld=Withheld.OPEN_COHORT if younger is None else None)
        here = figures.drop_off if task.listed else None
        yield FunnelTask(
            **vars(figures),
            drop_off_change=None if here is None or previous is None else here - previous,
            in_order=cohort.did_all_of(task.upto) if task.listed else None,
            searches=tuple(each for each in searches if each.task == key),
            so_far=_so_far(key, younger) if younger else None,
        )
        previous = here


def figures_of(task: ShownTask, cohort: Cohort, *, withheld: Withheld | None) -> TaskFigures:
    """The figures of one task; `withheld`, when given, is why no rate may be drawn at all."""
    key = task.outline.key
    delays = cohort.delays_of(key)
    users = delays.visible - delays.before
    tickets, contacting_users = cohort.tickets_of(key)
    timed = () if withheld or too_few(users=delays.converted) else delays.in_time
    return TaskFigures(
        key=key,
        title=task.outline.title,
        optional=task.outline.optional,
        listed=task.listed,
        visible=delays.visible,
        done_before=delays.before,
        users=users,
        converted=rate(delays.converted, users, withheld=withheld),
        late=delays.late,
        median_seconds=quantile(timed, 0.5),
        p75_seconds=quantile(timed, 0.75),
        tickets=tickets,
        contacting=_contacting(contacting_users, users, tickets=tickets, withheld=withheld),
    )


def worst_of(tasks: Sequence[FunnelTask]) -> Worst | None:
    """The task with the most friction; by drop-off alone, and among required tasks, where no ticket rate is known."""
    by_friction = [(task.friction, task.key) for task in tasks if task.friction]
    if by_friction:
        return Worst(max(by_friction)[1], Weight.FRICTION)
    by_drop_off = [(task.drop_off, task.key) for task in tasks if task.drop_off and task.listed and not task.optional]
    return Worst(max(by_drop_off)[1], Weight.DROP_OFF) if by_drop_off else None


def _contacting(count: int, users: int, *, tickets: int, withheld: Withheld | None) -> Rate:
    # A ticket is stamped with the open task of its moment. An event that arrives later can show that its user had
    # done the task before starting, which takes them out of `users` but not out of the tickets.
    return rate(min(count, users), users, withheld=withheld or too_few(users=users, tickets=tickets))


def _so_far(task: str, younger: Cohort) -> SoFar:
    delays = younger.delays_of(task)
    return SoFar(
        visible=delays.visible,
        done_before=delays.before,
        done=delays.converted,
        tickets=younger.tickets_of(task)[0],
    )
