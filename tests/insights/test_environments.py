"""Figures of an environment are of its own users, although its contents are those of the whole workspace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.content.service import push
from onboarding.insights.funnels.queries import checklist_funnels, task_in_scope
from onboarding.insights.funnels.questions import questions
from onboarding.insights.funnels.scope import Maturity, scope_at
from onboarding.insights.searches.report import search_report
from onboarding.insights.searches.scope import search_scope_at
from onboarding.store import transaction
from onboarding.tickets.authors import Author
from onboarding.tickets.filtering import TicketFilter
from onboarding.tickets.listing import requests_after, ticket_by_id, ticket_page
from onboarding.tickets.models import Message, Ticket
from onboarding.tickets.queries import match_rate
from onboarding.workspaces.queries import environment_of
from tests.conftest import NOON, Tenant
from tests.insights.population import Past, make_ticket, populate

MATURED, OPEN = scope_at(NOON), scope_at(NOON, cohort=Maturity.OPEN)
SEARCHED = search_scope_at(NOON, checklist="start")
BANK_OPEN, DETAILS_OPEN = (TicketFilter(open_task=("start", task)) for task in ("bank", "details"))
Numbering = Callable[[], None]


@pytest.fixture
def number_from_one(monkeypatch: pytest.MonkeyPatch) -> Numbering:
    """Numbers users and tickets from 1 again: they are unique within their environment, and nowhere else."""

    def begin() -> None:
        users, tickets = count(1), count(1)
        monkeypatch.setattr("onboarding.people.storage.new_number", lambda _: next(users))
        monkeypatch.setattr("tests.insights.population.new_id", lambda prefix, _: f"{prefix}_{next(tickets):026}")

    return begin


@pytest.fixture
def development(live: Tenant, tmp_path: Path) -> Tenant:
    """The other environment of the tenant, with the same checklists."""
    environment = environment_of(live.workspace_id, "development")
    push(tmp_path / "content", environment, actor="test")
    return Tenant(live.workspace_id, environment, environment.public_key, "")


def figures(tenant: Tenant) -> list[Any]:
    """Everything that is told of an environment's users."""
    environment, early = tenant.environment, datetime.min.replace(tzinfo=NOON.tzinfo)
    page = ticket_page(environment, limit=100)
    return [
        *(checklist_funnels(environment, scope) for scope in (MATURED, OPEN)),
        *(task_in_scope(environment, "start", "bank", scope) for scope in (MATURED, OPEN)),
        *(questions(environment, "start", task, MATURED) for task in ("bank", "details")),
        search_report(environment, SEARCHED, limit=100),
        match_rate(environment.id, early, NOON),
        page,
        [ticket_by_id(environment, each.id) for each in page.items],
        *(
            ticket_page(environment, limit=100, wanted=TicketFilter(open_task=("start", t)))
            for t in ("bank", "details")
        ),
        requests_after(environment, ["art_1"]),
    ]


def test_users_of_another_environment_change_no_figure(
    live: Tenant, development: Tenant, number_from_one: Numbering
) -> None:
    number_from_one()
    searches = [(3, "bank failed", False)]
    populate(live, [Past(days_ago=20, done={"bank": 9}, tickets=[5], searches=searches)] * 20)
    populate(live, [Past(days_ago=20, tickets=[7])] * 20 + [Past(days_ago=2, tickets=[5], searches=searches)] * 3)
    after_reading(live, 1)
    say(live, "Mine")
    before = figures(live)
    number_from_one()
    searches = [(4, "bank failed", True), (5, "vat", False)]
    populate(development, [Past(days_ago=20, done={"details": 4}, tickets=[8, 9], searches=searches)] * 5)
    populate(development, [Past(days_ago=21, plan="free", version=1, tickets=[5, 6], searches=searches)] * 5)
    populate(development, [Past(days_ago=3, done={"bank": 4}, tickets=[6], searches=searches)] * 4)
    after_reading(development, 2)
    say(development, "Theirs")
    assert figures(live) == before
    assert figures(development) != before


def after_reading(tenant: Tenant, requests: int) -> None:
    """Requests that were made right after reading an article."""
    with transaction() as session:
        for _ in range(requests):
            ticket = make_ticket(tenant, None, NOON - timedelta(days=1))
            ticket.article_id = "art_1"
            session.add(ticket)


def say(tenant: Tenant, body: str) -> None:
    """A message in each of the tickets."""
    with transaction() as session:
        for ticket_id in session.scalars(select(Ticket.id).where(Ticket.environment_id == tenant.environment.id)):
            place = {"environment_id": tenant.environment.id, "ticket_id": ticket_id, "id": f"msg_{body}"}
            session.add(Message(**place, author=Author.USER, body=body, created_at=NOON))
