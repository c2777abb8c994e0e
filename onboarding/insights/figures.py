"""What the funnel page and the funnel endpoint show: the same frozen values for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onboarding.insights.scope import Scope
from onboarding.insights.stats import wilson
from onboarding.web.problems import NotFoundError

LEAST_USERS = 30
"""Below this many users no rate is drawn."""
LEAST_TICKETS = 10
"""Below this many tickets no rate of tickets is drawn."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A share of users with its 95 % Wilson interval, or the reason why none is given."""

    count: int
    of: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: str | None = None
    """`few_users`, `few_tickets` or `open_cohort`; None when the share is given."""


def rate(count: int, of: int, *, withheld: str | None = None) -> Rate:
    """The share `count` of `of`, unless it is withheld or rests on too few users."""
    reason = withheld or ("few_users" if of < LEAST_USERS else None)
    if reason:
        return Rate(count=count, of=of, withheld=reason)
    low, high = wilson(count, of)
    return Rate(count=count, of=of, value=count / of, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class SearchFigures:
    """A query sought while a task was open."""

    query: str
    times: int
    users: int
    results: int
    """The most results it ever had."""
    opened: int
    """How often a result was opened."""


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """Counts of a task among users whose window still runs: too early for rates."""

    visible: int
    done_before: int
    done: int
    tickets: int


@dataclass(frozen=True, kw_only=True)
class TaskFigures:
    """One task of a funnel."""

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
    drop_off_change: float | None
    """The drop-off less that of the task listed before."""
    median_seconds: float | None
    """Half of those who converted took no longer."""
    p75_seconds: float | None
    tickets: int
    """Tickets opened within the window while this was the user's open task."""
    tickets_per_100: float | None
    """Tickets per 100 users who had it to do."""
    contacting: Rate
    """Users who opened such a ticket, of those who had it to do."""
    friction: float | None
    """Drop-off × share of users who wrote to support."""
    in_order: int | None
    """Users who did this task and every one listed before it, of those visible to them; None when it is not listed."""
    searches: tuple[SearchFigures, ...]
    so_far: SoFar | None


@dataclass(frozen=True, kw_only=True)
class TicketFigures:
    """The tickets of a checklist's users within their window."""

    tickets: int
    per_100: float | None
    """Tickets per 100 users who started."""
    nothing_open: int
    """Of these, tickets of users who had nothing left to do."""
    matched: int
    """Tickets of the environment in that time, from anyone, that could be told to be a user's."""
    received: int
    """All tickets of the environment in that time."""
    match_rate: float | None


@dataclass(frozen=True)
class Worst:
    """The task that stands in the way most."""

    task: str
    by: str
    """`friction`, or `drop_off` where there are too few tickets to weigh by."""


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
    tasks: tuple[TaskFigures, ...]
    weeks: tuple[Week, ...]
    versions: tuple[Option, ...]
    segments: tuple[Option, ...]

    def task(self, key: str) -> TaskFigures:
        """The task of that key; raises NotFoundError when there is none."""
        for each in self.tasks:
            if each.key == key:
                return each
        raise NotFoundError(f"The checklist {self.key!r} has no task {key!r}.")
