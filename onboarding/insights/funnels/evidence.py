"""Everything counted about one checklist, parted into users whose window is over and users whose window runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onboarding.content.queries import Published
from onboarding.insights.funnels.contact_counts import SearchCount, TicketCount
from onboarding.insights.funnels.outlines import Outline, outline_of
from onboarding.insights.funnels.rollup_counts import Choice, DelayCount, StartCount
from onboarding.insights.funnels.scope import Scope
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

    starts: Sequence[StartCount] = ()
    delays: Mapping[str, Delays] = field(default_factory=dict)
    tickets: Mapping[str | None, TicketCount] = field(default_factory=dict)

    @property
    def started(self) -> int:
        """Users in it."""
        return sum(count.users for count in self.starts)

    def completed(self, required: Mapping[int, int]) -> int:
        """Users who did every required task (a mask per version) visible to them; who had none completed nothing."""
        return sum(count.users for count in self.starts if has_completed(count, required))

    def did_all_of(self, mask: int) -> int:
        """Users who did every task of `mask` that was visible to them."""
        return sum(count.users for count in self.starts if not count.visible & mask & ~count.done)

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
    outlines: Mapping[int, Outline]
    """Of the versions the users started with, and the one that is shown."""
    delays: Sequence[DelayCount]
    tickets: Sequence[TicketCount]
    matches: MatchRate
    """Of all tickets of the environment in that time."""
    starts: Sequence[StartCount] = ()
    searches: Sequence[SearchCount] = ()
    choices: Sequence[Choice] = ()

    @property
    def live(self) -> Outline:
        """The version that is live."""
        return outline_of(self.published.body)

    def shown(self, scope: Scope) -> Outline:
        """The version whose tasks are shown: the one the scope is narrowed to, else the live one."""
        return self.live if scope.version is None else self.outlines[scope.version]

    def cohort(self, scope: Scope, *, is_open: bool) -> Cohort:
        """The part whose window still runs, or is over."""
        buckets: dict[str, dict[int, int]] = defaultdict(dict)
        for count in self.delays:
            if count.is_open == is_open:
                buckets[count.task][count.bucket] = count.users
        return Cohort(
            starts=[count for count in self.starts if (count.day > scope.matured_until) == is_open],
            delays={task: Delays(users_by_bucket) for task, users_by_bucket in buckets.items()},
            tickets={count.task: count for count in self.tickets if count.is_open == is_open},
        )

    def required(self) -> dict[int, int]:
        """The mask of required tasks, by every version that users started with.

        The version is what a browser said; one that never was is read as the live one.
        """
        live, bits = self.live, self.published.bits
        return {
            version: sum(1 << bits[task.key] for task in self.outlines.get(version, live).tasks if not task.optional)
            for version in {count.version for count in self.starts}
        }


def has_completed(count: StartCount, required: Mapping[int, int]) -> bool:
    """Whether these users did every required task that was visible to them."""
    wanted = count.visible & required[count.version]
    return wanted != 0 and not wanted & ~count.done
