"""No page asks the database more often for having more to show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from onboarding.content.service import push
from onboarding.store import db, transaction
from onboarding.store.ids import new_id
from onboarding.tickets.authors import Author
from onboarding.tickets.models import Message, Ticket
from tests.conftest import NOON, StatementCount, Tenant
from tests.dashboard.conftest import Login, SignIn
from tests.insights.population import Past, populate

Counting = Callable[[], AbstractContextManager[StatementCount]]
SEARCHES = [(4.0, "bank", False), (5.0, "vat", True), (6.0, "iban", False)]


def grow(tenant: Tenant, folder: Path, number: int) -> None:
    """As many checklists, tasks, versions and users with tickets and searches; all of a sort at once."""
    checklists = folder / str(number) / "checklists"
    checklists.mkdir(parents=True)
    for version in range(number):
        tasks = "".join(f"  - {{key: task-{place}, title: Task {place}.{version}}}\n" for place in range(number))
        for place in range(number):
            text = f"key: list-{place}\ntitle: List {place}\ntasks:\n{tasks}"
            (checklists / f"list-{place}.yaml").write_text(text)
        push(checklists.parent, tenant.environment, actor="test")
    for place in range(number):
        pasts = [
            Past(days_ago=20, version=version + 1, plan=f"plan {version}", tickets=[5], searches=SEARCHES[:number])
            for version in range(number)
        ]
        populate(tenant, pasts, checklist=f"list-{place}")
    for ticket_id in db.session.scalars(select(Ticket.id)).all():
        write_in(tenant, ticket_id, number)


def write_in(tenant: Tenant, ticket_id: str, number: int) -> None:
    with transaction() as session:
        session.get_one(Ticket, (tenant.environment.id, ticket_id)).tags = ["bank", "vat", "iban"][:number]
        for _ in range(number):
            session.add(
                Message(
                    environment_id=tenant.environment.id,
                    ticket_id=ticket_id,
                    id=new_id("msg", NOON),
                    author=Author.USER,
                    body="Help",
                    created_at=NOON,
                )
            )


def newest_ticket() -> str:
    return db.session.scalars(select(Ticket.id).order_by(Ticket.created_at.desc(), Ticket.id.desc())).first() or ""


PAGES = {
    "overview": "",
    "funnel": "/checklists/list-0",
    "csv": "/checklists/list-0.csv",
    "task": "/checklists/list-0/tasks/task-0",
    "tickets": "/tickets",
    "ticket": "/tickets/{ticket}",
    "searches": "/searches?from=2026-01-01",
    "searches-csv": "/searches.csv?from=2026-01-01",
    "synonyms": "/synonyms",
    "votes": "/votes",
}
ENDPOINTS = {
    "checklists": "/v1/checklists",
    "funnel": "/v1/checklists/list-0/funnel",
    "searches": "/v1/searches?from=2026-01-01",
    "tickets": "/v1/tickets",
    "ticket": "/v1/tickets/{ticket}",
}


def statements_of(browser: FlaskClient, address: str, counting: Counting, **options: dict[str, str]) -> int:
    address = address.replace("{ticket}", newest_ticket())
    browser.get(address, **options)  # what is remembered for a while is not asked for again
    with counting() as count:
        assert browser.get(address, **options).status_code == 200
    return count.total


@pytest.mark.parametrize("page", PAGES)
def test_page_takes_as_many_statements_for_three_of_everything_as_for_one(
    page: str, signed_in: SignIn, tenant: Tenant, alice: Login, tmp_path: Path, count_statements: Counting
) -> None:
    browser, address = signed_in(alice), alice.page(PAGES[page])
    grow(tenant, tmp_path, 1)
    for_one = statements_of(browser, address, count_statements)
    grow(tenant, tmp_path, 3)
    assert statements_of(browser, address, count_statements) == for_one


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_endpoint_takes_as_many_statements_for_three_of_everything_as_for_one(
    endpoint: str, client: FlaskClient, tenant: Tenant, tmp_path: Path, count_statements: Counting
) -> None:
    address = ENDPOINTS[endpoint]
    grow(tenant, tmp_path, 1)
    for_one = statements_of(client, address, count_statements, headers=tenant.bearer)
    grow(tenant, tmp_path, 3)
    assert statements_of(client, address, count_statements, headers=tenant.bearer) == for_one
