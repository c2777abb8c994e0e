"""What the funnel page and the funnel endpoint show: the same frozen values for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onboarding.insights.funnels.scope import Scope
from onboarding.insights.funnels.task_figures import FunnelTask
from onboarding.insights.rates import Rate
from onboarding.insights.withholding import Withheld
from onboarding.web.problems import NotFoundError


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


def unknown_task(checklist: str, task: str) -> NotFoundError:
    """That a checklist has no such task; to be raised."""
    return NotFoundError(f"The checklist {checklist!r} has no task {task!r}.")
