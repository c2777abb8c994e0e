"""A naive funnel: read every session, task, ticket and search, and count people one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from onboarding.help.usage.models import Search
from onboarding.insights.funnels.scope import Scope
from onboarding.progress.live import live_in
from onboarding.progress.models import Session, TaskState
from onboarding.store import db
from onboarding.tickets.models import TicketStamp
from tests.conftest import NOON, Tenant

FORTNIGHT = timedelta(days=14)
REQUIRED = {1: {"details", "old", "bank"}, 2: {"bank", "details", "review"}}


@dataclass
class Person:
    """One user's session, in plain words."""

    session: Session
    visible: set[str]
    firsts: dict[str, datetime]
    tickets: list[tuple[str | None, datetime]]
    searches: list[Search]

    def is_open(self) -> bool:
        """Whether the day of the start is too young: its last start is not yet 14 whole days back."""
        midnight = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1) + FORTNIGHT > NOON

    @property
    def start(self) -> datetime:
        """The first start."""
        assert self.session.started_at is not None
        return self.session.started_at

    def had_before(self, task: str) -> bool:
        """Whether the task was done before the start."""
        return task in self.firsts and self.firsts[task] < self.start

    def did_in_time(self, task: str) -> bool:
        """Whether the task was done in the window, or before."""
        return task in self.firsts and self.firsts[task] <= self.start + FORTNIGHT

    def in_window(self, moment: datetime) -> bool:
        """Whether something happened in the user's window."""
        return self.start <= moment <= self.start + FORTNIGHT

    def completed(self) -> bool:
        """Whether every required task visible to the user was done in time."""
        wanted = REQUIRED[self.session.version or 0] & self.visible
        return bool(wanted) and all(self.did_in_time(task) for task in wanted)


def people_of(tenant: Tenant, scope: Scope, *, checklist: str = "start") -> list[Person]:
    """Everyone of a scope, whether their window is over or not."""
    live = live_in(tenant.environment.id).checklists[checklist]
    return [
        person
        for person in _everyone(live.content_id, live.bits)
        if scope.first_day <= person.start.date() <= scope.last_day
        and scope.version in (None, person.session.version)
        and scope.segment in (None, person.session.segment)
    ]


def _everyone(content_id: str, bits: Mapping[str, int]) -> Iterator[Person]:
    sessions = db.session.scalars(select(Session).where(Session.content_id == content_id)).all()
    states = db.session.scalars(select(TaskState).where(TaskState.content_id == content_id)).all()
    stamps = db.session.scalars(select(TicketStamp).where(TicketStamp.checklist_id == content_id)).all()
    searches = db.session.scalars(select(Search).where(Search.checklist_id == content_id)).all()
    for session in sessions:
        yield Person(
            session=session,
            visible={task for task, bit in bits.items() if session.visible >> bit & 1},
            firsts={
                each.task: each.first_done_at
                for each in states
                if each.user_id == session.user_id and each.first_done_at is not None
            },
            tickets=[(each.open_task, each.created_at) for each in stamps if each.user_id == session.user_id],
            searches=[each for each in searches if each.user_id == session.user_id],
        )


def task_counts(people: list[Person], task: str) -> dict[str, int]:
    """What is to be counted of one task among these people."""
    to_do = [each for each in people if task in each.visible and not each.had_before(task)]
    tickets = [
        (number, moment)
        for number, each in enumerate(people)
        for open_task, moment in each.tickets
        if open_task == task and each.in_window(moment)
    ]
    return {
        "visible": sum(task in each.visible for each in people),
        "done_before": sum(task in each.visible and each.had_before(task) for each in people),
        "users": len(to_do),
        "converted": sum(each.did_in_time(task) for each in to_do),
        "late": sum(task in each.firsts and not each.did_in_time(task) for each in to_do),
        "tickets": len(tickets),
        "contacting": len({number for number, _ in tickets}),
    }


def in_order(people: list[Person], tasks: list[str]) -> int:
    """How many did every one of these tasks that was visible to them."""
    return sum(all(each.did_in_time(task) for task in tasks if task in each.visible) for each in people)


def search_counts(people: list[Person], task: str) -> Counter[tuple[str, bool]]:
    """How often each query was made while a task was open, by whether a result was opened."""
    return Counter(
        (search.normalised, search.opened_article_id is not None)
        for each in people
        for search in each.searches
        if search.open_task == task and search.settled_at is not None and each.in_window(search.settled_at)
    )
