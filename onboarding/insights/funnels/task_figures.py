"""The figures of one task, as the funnel page, the task's own page and the endpoint show them."""

from __future__ import annotations

from dataclasses import dataclass

from onboarding.insights.funnels.contact_counts import SearchCount
from onboarding.insights.funnels.scope import Scope
from onboarding.insights.rates import Rate


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
    median_seconds: float | None
    """Half of those who converted took no longer; None where too few did."""
    p75_seconds: float | None
    tickets: int
    """Tickets opened within the window while this was the user's open task."""
    contacting: Rate
    """Users who opened such a ticket, of those who had it to do."""

    @property
    def drop_off(self) -> float | None:
        """Share of users who had it to do and did not within the window; None where none may be given."""
        return None if self.converted.value is None else 1 - self.converted.value

    @property
    def tickets_per_100(self) -> float | None:
        """Tickets per 100 users who had it to do; None where none may be given."""
        return None if self.contacting.value is None else 100 * self.tickets / self.users

    @property
    def friction(self) -> float | None:
        """Drop-off × share of users who wrote to support; None where either may not be given."""
        if self.drop_off is None or self.contacting.value is None:
            return None
        return self.drop_off * self.contacting.value


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
class TaskInScope:
    """One task, and whom its figures are about."""

    checklist_key: str
    checklist_title: str
    scope: Scope
    figures: TaskFigures
    match_rate: float | None
    """Of all tickets of the environment in that time."""
