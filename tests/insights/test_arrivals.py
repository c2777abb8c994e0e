"""A person's tickets count where the person counts, whatever became known in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from sqlalchemy import delete

from onboarding.events.models import DailyEventCount, Event
from onboarding.insights.funnels.queries import checklist_funnel
from onboarding.insights.funnels.questions import questions
from onboarding.insights.funnels.scope import Maturity, Scope, scope_at
from onboarding.progress.models import MaskRollup, Session, TaskRollup, TaskState
from onboarding.store import db, transaction
from onboarding.tickets.listing import ticket_page
from onboarding.tickets.models import Message, Ticket, TicketStamp
from tests.conftest import NOON, Tenant
from tests.insights import oracle
from tests.insights.arrivals import Deed, Human, humans, let_happen
from tests.insights.test_funnel import SCOPES

DAY = 24 * 60
HOUR = 60


@dataclass(frozen=True)
class Recount:
    """What there is to count of one person, read off what they did."""

    start: datetime
    version: int
    segment: str
    tickets: Sequence[datetime]

    def is_in(self, scope: Scope) -> bool:
        """Whether the scope is about this person."""
        return (
            scope.first_day <= self.start.date() <= scope.last_day
            and scope.version in (None, self.version)
            and scope.segment in (None, self.segment)
            and (self.start.date() > scope.matured_until) == scope.is_open
        )


def recount(everyone: Iterable[Human], scope: Scope) -> list[Recount]:
    """The scope's people, each at their first start in any of their browsers, with their tickets of the fortnight."""
    found = []
    for human in everyone:
        for segment, deeds in human.histories:
            starts = [each for each in deeds if each.what == "start"]
            if not starts:
                continue
            first = min(starts, key=lambda each: each.moment)
            asked = [each.moment for each in deeds if each.what == "ticket"]
            end = first.moment + timedelta(days=14)
            tickets = [moment for moment in asked if first.moment <= moment <= end]
            found.append(Recount(first.moment, first.version, segment, tickets))
    return [each for each in found if each.is_in(scope)]


def forget_everyone() -> None:
    with transaction() as session:
        for model in (TicketStamp, Message, Ticket, Event, DailyEventCount, TaskState, Session, TaskRollup, MaskRollup):
            session.execute(delete(model))


@settings(max_examples=40)
@given(everyone=humans(), scope=SCOPES)
def test_tickets_are_counted_where_their_people_are(live: Tenant, everyone: list[Human], scope: Scope) -> None:
    forget_everyone()
    let_happen(live, everyone)
    wanted = recount(everyone, scope)
    funnel = checklist_funnel(live.environment, "start", scope)
    assert (funnel.started, funnel.tickets.tickets) == (len(wanted), sum(len(each.tickets) for each in wanted))
    assert funnel.tickets.tickets == sum(task.tickets for task in funnel.tasks) + funnel.tickets.nothing_open
    people = [each for each in oracle.people_of(live, scope) if each.is_open() == scope.is_open]
    for task in funnel.tasks:
        counted = oracle.task_counts(people, task.key)
        assert (task.tickets, task.contacting.count) == (
            counted["tickets"],
            min(counted["contacting"], counted["users"]),
        )
        assert len(questions(live.environment, "start", task.key, scope).tickets) == task.tickets
    db.session.rollback()


def ann(*deeds: Deed) -> list[Human]:
    return [Human(name="ann", plan="pro", deeds=deeds)]


def counted(tenant: Tenant, **choice: object) -> tuple[int, int]:
    """Started, and tickets while `bank` was open."""
    funnel = checklist_funnel(tenant.environment, "start", scope_at(NOON, **choice))  # type: ignore[arg-type]
    return funnel.started, funnel.task("bank").tickets


PHONE = "phone-0123456789abcdef"


def test_ticket_goes_with_an_identified_visitor_into_their_segment(live: Tenant) -> None:
    let_happen(
        live,
        ann(
            Deed(what="start", minutes_ago=DAY, browser=PHONE),
            Deed(what="ticket", minutes_ago=HOUR, browser=PHONE),
            Deed(what="identify", browser=PHONE),
        ),
    )
    assert counted(live, cohort=Maturity.OPEN, segment="pro") == (1, 1)
    assert counted(live, cohort=Maturity.OPEN, segment="") == (0, 0)


def test_ticket_goes_with_a_second_browser_into_the_cohort_and_version_of_the_first(live: Tenant) -> None:
    let_happen(
        live,
        ann(
            Deed(what="start", minutes_ago=20 * DAY, version=1),
            Deed(what="start", minutes_ago=10 * DAY, browser=PHONE),
            Deed(what="ticket", minutes_ago=10 * DAY - HOUR, browser=PHONE),
            Deed(what="identify", browser=PHONE),
        ),
    )
    assert counted(live, cohort=Maturity.OPEN) == (0, 0)
    assert counted(live, version=1, segment="pro") == (1, 1)


def test_ticket_long_after_the_first_start_does_not_count_for_a_later_start_elsewhere(live: Tenant) -> None:
    let_happen(
        live,
        ann(
            Deed(what="start", minutes_ago=40 * DAY),
            Deed(what="start", minutes_ago=2 * HOUR, browser=PHONE),
            Deed(what="ticket", minutes_ago=HOUR, browser=PHONE),
            Deed(what="identify", browser=PHONE),
        ),
    )
    assert counted(live) == (1, 0)
    assert counted(live, cohort=Maturity.OPEN) == (0, 0)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_ticket_of_a_user_counts_for_the_start_in_a_browser_in_any_order(live: Tenant, order: Sequence[int]) -> None:
    deeds = [
        Deed(what="start", minutes_ago=20 * DAY, browser=PHONE),
        Deed(what="ticket", minutes_ago=19 * DAY),
        Deed(what="identify", browser=PHONE),
    ]
    let_happen(live, ann(*(deeds[place] for place in order)))
    assert counted(live, segment="pro") == (1, 1)


def test_ticket_counts_when_the_start_before_it_is_told_of_later(live: Tenant) -> None:
    let_happen(
        live,
        ann(
            Deed(what="ticket", minutes_ago=19 * DAY),
            Deed(what="start", minutes_ago=20 * DAY, version=1),
        ),
    )
    assert counted(live, version=1) == (1, 1)


def test_task_that_was_open_stays_the_tickets_when_more_becomes_known(live: Tenant) -> None:
    let_happen(
        live,
        ann(
            Deed(what="task", minutes_ago=20 * DAY, task="bank"),
            Deed(what="start", minutes_ago=19 * DAY, browser=PHONE),
            Deed(what="ticket", minutes_ago=18 * DAY, browser=PHONE),
            Deed(what="identify", browser=PHONE),
            Deed(what="start", minutes_ago=21 * DAY, version=1),
        ),
    )
    (ticket,) = ticket_page(live.environment, limit=2).items
    (stamp,) = ticket.stamps
    assert (stamp.open_task, stamp.minutes_since_progress) == ("bank", DAY)
    assert (stamp.version, stamp.segment, stamp.started_at) == (1, "pro", NOON - timedelta(days=21))


def test_ignored_ticket_counts_for_no_start_that_is_told_of_later(live: Tenant) -> None:
    let_happen(live, ann(Deed(what="ticket", minutes_ago=19 * DAY)))
    with transaction() as session:
        for ticket in session.query(Ticket):
            ticket.status = "ignored"  # type: ignore[assignment]
    let_happen(live, ann(Deed(what="start", minutes_ago=20 * DAY)))
    assert counted(live) == (1, 0)
