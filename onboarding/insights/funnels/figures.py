"""What the funnel page and the funnel endpoint show: the same frozen values for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onboarding.insights.funnels.contacts import SearchCount
from onboarding.insights.funnels.scope import Scope
from onboarding.insights.stats import wilson
from onboarding.insights.withholding import Withheld, too_few
from onboarding.web.problems import NotFoundError


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A share of users with its 95 % Wilson interval, or the reason why none is given."""

    count: int
    of: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: Withheld | None = None
    """None when the share is given."""


def rate(count: int, of: int, *, withheld: Withheld | None = None) -> Rate:
    """The share `count` of `of`, unless it is withheld or rests on too few users."""
    reason = withheld or too_few(users=of)
    if reason:
        return Rate(count=count, of=of, withheld=reason)
    low, high = wilson(count, of)
    return Rate(count=count, of=of, value=count / of, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """Counts of a task among users whose window still runs: too early for rates."""

    visible: int
    done_before: int
    done: int
    tickets: int


@dataclass(frozen=True, kw_only=True)
class TaskFigures:
    """One task among the users of a scope."""

    key: str
    title: str
    optional: bool
    listed: bool
    """Whether the version that is shown has it; users may have met it in another one."""
    visible: int
    """Users for whom it was visible."""
    done_before: int
    """Of these, users who had done it before they started: not in the rate."""
    users: int
    """Users who had it to do: visible, less those who had done it before."""
    converted: Rate
    """Users who did it within the window, of those who had it to do."""
    late: int
    """Users who did it after the window."""
    drop_off: float | None
    """Share of users who had it to do and did not within the window."""
    median_seconds: float | None
    """Half of those who converted took no longer; None where too few did."""
    p75_seconds: float | None
    tickets: int
    """Tickets opened within the window while this was the user's open task."""
    tickets_per_100: float | None
    """Tickets per 100 users who had it to do."""
    contacting: Rate
    """Users who opened such a ticket, of those who had it to do."""
    friction: float | None
    """Drop-off × share of users who wrote to support."""


@dataclass(frozen=True, kw_only=True)
class FunnelTask(TaskFigures):
    """A task in its place in a funnel."""

    drop_off_change: float | None
    """The drop-off less that of the task listed before."""
    in_order: int | None
    """Users who did this task and every one listed before it, of those visible to them; None when it is not listed."""
    searches: tuple[SearchCount, ...]
    so_far: SoFar | None


@dataclass(frozen=True, kw_only=True)
class TicketFigures:
    """The tickets of a checklist's users within their window."""

    tickets: int
    per_100: float | None
    """Tickets per 100 users who started."""
    withheld: Withheld | None
    """Why `per_100` is not given; None when it is."""
    nothing_open: int
    """Of these, tickets of users who had nothing left to do."""
    matched: int
    """Tickets of the environment in that time, from anyone, that could be told to be a user's."""
    received: int
    """All tickets of the environment in that time."""
    match_rate: float | None


class Weight(StrEnum):
    """What tasks are weighed by to tell which stands in the way most."""

    FRICTION = "friction"
    DROP_OFF = "drop_off"
    """Where there are too few tickets to tell the friction of any."""


@dataclass(frozen=True)
class Worst:
    """The task that stands in the way most."""

    task: str
    by: Weight


@dataclass(frozen=True)
class Week:
    """Users who started in a week (Monday to Sunday, UTC)."""

    starts_on: date
    started: int
    completed: Rate


@dataclass(frozen=True)
class Option:
    """A version or segment one can filter by, with the users there ever were."""

    value: int | str
    users: int


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """One checklist's figures."""

    key: str
    title: str
    live_version: int
    scope: Scope
    started: int
    completed: Rate
    """Users who did every required task visible to them, within the window."""
    started_so_far: int
    """Users of the same days whose window still runs."""
    completed_so_far: int
    tickets: TicketFigures
    worst: Worst | None
    tasks: tuple[FunnelTask, ...]
    weeks: tuple[Week, ...]
    versions: tuple[Option, ...]
    segments: tuple[Option, ...]

    def task(self, key: str) -> FunnelTask:
        """The task of that key; raises NotFoundError when there is none."""
        for each in self.tasks:
            if each.key == key:
                return each
        raise unknown_task(self.key, key)


@dataclass(frozen=True, kw_only=True)
class TaskInScope:
    """One task, and whom its figures are about."""

    checklist_key: str
    checklist_title: str
    scope: Scope
    figures: TaskFigures
    match_rate: float | None
    """Of all tickets of the environment in that time."""


def unknown_task(checklist: str, task: str) -> NotFoundError:
    """That a checklist has no such task; to be raised."""
    return NotFoundError(f"The checklist {checklist!r} has no task {task!r}.")
