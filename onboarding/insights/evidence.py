"""Everything counted about one checklist, parted into users whose window is over and users whose window runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onboarding.content.queries import Published
from onboarding.insights.cells import Choice, MaskCell, TaskCell
from onboarding.insights.contacts import SearchCount, TicketCount
from onboarding.insights.scope import Scope
from onboarding.insights.stats import Slice
from onboarding.progress.delays import BEFORE, LATE, NOT_DONE, bounds_of
from onboarding.tickets.queries import MatchRate


@dataclass(frozen=True)
class Delays:
    """Users for whom one task was visible, by when they did it."""

    users_by_bucket: Mapping[int, int] = field(default_factory=dict)

    @property
    def visible(self) -> int:
        """All of them."""
        return sum(self.users_by_bucket.values())

    @property
    def before(self) -> int:
        """Done before the start."""
        return self.users_by_bucket.get(BEFORE, 0)

    @property
    def late(self) -> int:
        """Done after the window."""
        return sum(users for bucket, users in self.users_by_bucket.items() if bucket >= LATE)

    @property
    def in_time(self) -> list[Slice]:
        """Done within the window, by delay in seconds."""
        return [
            Slice(*bounds_of(bucket), users)
            for bucket, users in self.users_by_bucket.items()
            if bucket not in (NOT_DONE, BEFORE) and bucket < LATE
        ]

    @property
    def converted(self) -> int:
        """Users who did it within the window."""
        return sum(each.count for each in self.in_time)


@dataclass(frozen=True)
class Cohort:
    """What was counted of users who are all matured, or all not."""

    masks: Sequence[MaskCell] = ()
    delays: Mapping[str, Delays] = field(default_factory=dict)
    tickets: Mapping[str | None, TicketCount] = field(default_factory=dict)

    @property
    def started(self) -> int:
        """Users in it."""
        return sum(cell.users for cell in self.masks)

    def completed(self, required: Mapping[int, int]) -> int:
        """Users who did every required task (a mask per version) visible to them; who had none completed nothing."""
        return sum(cell.users for cell in self.masks if has_completed(cell, required))

    def did_all_of(self, mask: int) -> int:
        """Users who did every task of `mask` that was visible to them."""
        return sum(cell.users for cell in self.masks if not cell.visible & mask & ~cell.done)

    def delays_of(self, task: str) -> Delays:
        """When a task was done."""
        return self.delays.get(task, Delays())

    def tickets_of(self, task: str | None) -> tuple[int, int]:
        """Tickets opened while a task was open, and the users who did."""
        count = self.tickets.get(task)
        return (count.tickets, count.users) if count else (0, 0)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was counted about one checklist."""

    published: Published
    bodies: Mapping[int, Mapping[str, Any]]
    """The body of every version."""
    masks: Sequence[MaskCell]
    tasks: Sequence[TaskCell]
    tickets: Sequence[TicketCount]
    searches: Sequence[SearchCount]
    matches: MatchRate
    """Of all tickets of the environment in that time."""
    choices: Sequence[Choice]

    def cohort(self, scope: Scope, *, is_open: bool) -> Cohort:
        """The part whose window still runs, or is over."""
        buckets: dict[str, dict[int, int]] = defaultdict(dict)
        for cell in self.tasks:
            if cell.is_open == is_open:
                buckets[cell.task][cell.bucket] = cell.users
        return Cohort(
            masks=[cell for cell in self.masks if (cell.day > scope.matured_until) == is_open],
            delays={task: Delays(users_by_bucket) for task, users_by_bucket in buckets.items()},
            tickets={count.task: count for count in self.tickets if count.is_open == is_open},
        )

    def required(self) -> dict[int, int]:
        """The mask of required tasks, by every version that users started with.

        The version is what a browser said; one that never was is read as the live one.
        """
        live, bits = self.published.body, self.published.bits
        return {
            version: sum(1 << bits[task["key"]] for task in body["tasks"] if not task["optional"])
            for version in {cell.version for cell in self.masks}
            for body in [self.bodies.get(version, live)]
        }


def has_completed(cell: MaskCell, required: Mapping[int, int]) -> bool:
    """Whether a cell's users did every required task that was visible to them."""
    wanted = cell.visible & required[cell.version]
    return wanted != 0 and not wanted & ~cell.done
