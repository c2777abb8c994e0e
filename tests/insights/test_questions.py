"""What was asked while one task was open is what its figures count."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select

from onboarding.insights.funnels.queries import checklist_funnel
from onboarding.insights.funnels.questions import NEWEST, questions
from onboarding.insights.funnels.scope import Maturity, Scope, scope_at
from onboarding.store import transaction
from onboarding.tickets.models import Ticket
from tests.conftest import NOON, StatementCount, Tenant
from tests.insights.population import Past, populate

LATE = 15 * 1440


def ask(tenant: Tenant) -> None:
    populate(tenant, [Past(days_ago=20, tickets=[5, 6, LATE], searches=[(3, "bank failed", False)])] * 3)
    populate(tenant, [Past(days_ago=20, done={"bank": 1}, tickets=[5], searches=[(3, "details?", True)])] * 2)
    populate(tenant, [Past(days_ago=2, tickets=[5])] * 4)
    populate(tenant, [Past(days_ago=20, plan="free", tickets=[5])])


@pytest.mark.parametrize(
    ("task", "scope", "count"),
    [
        ("bank", scope_at(NOON), 7),
        ("details", scope_at(NOON), 2),
        ("review", scope_at(NOON), 0),
        ("bank", scope_at(NOON, cohort=Maturity.OPEN), 4),
        ("bank", scope_at(NOON, segment="free"), 1),
        ("bank", scope_at(NOON, version=1), 0),
    ],
)
def test_questions_list_the_tickets_the_funnel_counts(live: Tenant, task: str, scope: Scope, count: int) -> None:
    ask(live)
    found = questions(live.environment, "start", task, scope)
    assert len(found.tickets) == count == checklist_funnel(live.environment, "start", scope).task(task).tickets


def test_questions_list_the_newest_and_count_the_tags_of_all(live: Tenant) -> None:
    populate(live, [Past(days_ago=20, tickets=range(5, 5 + NEWEST + 10))])
    with transaction() as session:
        for number, ticket in enumerate(session.scalars(select(Ticket).order_by(Ticket.created_at))):
            ticket.tags = ["bank", "bank"] if number % 2 else ["bank", "error"]
    found = questions(live.environment, "start", "bank", scope_at(NOON))
    assert len(found.tickets) == NEWEST
    moments = [ticket.created_at for ticket in found.tickets]
    assert moments == sorted(moments, reverse=True)
    assert moments[0] == NOON - timedelta(days=20) + timedelta(minutes=4 + NEWEST + 10)
    assert found.tags == [("bank", 60), ("error", 30)]


def test_tags_are_counted_of_the_newest_tickets_alone(live: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onboarding.insights.funnels.questions.TAGGED", 3)
    populate(live, [Past(days_ago=20, tickets=range(5, 10))])
    with transaction() as session:
        for number, ticket in enumerate(session.scalars(select(Ticket).order_by(Ticket.created_at))):
            ticket.tags = ["old" if number < 2 else "new"]
    assert questions(live.environment, "start", "bank", scope_at(NOON)).tags == [("new", 3)]


def test_questions_list_more_searches_than_the_funnel(live: Tenant) -> None:
    searches = [(number, f"query {number:02}", False) for number in range(1, 31)]
    populate(live, [Past(days_ago=20, searches=searches)])
    found = questions(live.environment, "start", "bank", scope_at(NOON))
    assert [each.query for each in found.searches] == [f"query {number:02}" for number in range(1, 26)]


def test_questions_of_what_there_is_not_raise(live: Tenant, other_tenant: Tenant) -> None:
    with pytest.raises(LookupError):
        questions(live.environment, "nothing", "bank", scope_at(NOON))
    with pytest.raises(LookupError):
        questions(other_tenant.environment, "start", "bank", scope_at(NOON))


def test_questions_take_a_fixed_number_of_statements(
    live: Tenant, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    populate(live, [Past(days_ago=20, tickets=[5])])
    questions(live.environment, "start", "bank", scope_at(NOON))
    with count_statements() as few:
        questions(live.environment, "start", "bank", scope_at(NOON))
    ask(live)
    with count_statements() as more:
        questions(live.environment, "start", "bank", scope_at(NOON))
    assert more.total == few.total
