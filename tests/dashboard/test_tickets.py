"""The list of tickets and the thread of a request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from onboarding.store import transaction
from onboarding.store.ids import new_id
from onboarding.tickets.models import Message
from tests.conftest import NOON, StatementCount, Tenant
from tests.dashboard.conftest import Login, SignIn
from tests.insights.population import Past, make_ticket, populate


def test_list_shows_whose_ticket_it_is_and_what_was_open(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    populate(live, [Past(days_ago=20, done={"details": 3}, tickets=[5])])
    with transaction() as session:
        session.add(make_ticket(live, None, NOON))
    page = signed_in(alice).get(alice.page("/tickets")).text
    assert page.index("unmatched") < page.index("Connect your bank")
    assert "Get started · in progress" in page


def test_list_goes_on_page_by_page(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    with transaction() as session:
        session.add_all(make_ticket(live, None, NOON - timedelta(hours=number)) for number in range(60))
    browser = signed_in(alice)
    first = browser.get(alice.page("/tickets")).text
    assert first.count('<th scope="row"') == 50
    link = first.split('rel="next" href="')[1].split('"')[0]
    second = browser.get(link).text
    assert second.count('<th scope="row"') == 10
    assert 'rel="next"' not in second


def test_list_takes_a_fixed_number_of_statements(
    signed_in: SignIn,
    live: Tenant,
    alice: Login,
    count_statements: Callable[[], AbstractContextManager[StatementCount]],
) -> None:
    browser = signed_in(alice)
    populate(live, [Past(days_ago=20, tickets=[5])])
    browser.get(alice.page("/tickets"))
    with count_statements() as few:
        browser.get(alice.page("/tickets"))
    populate(live, [Past(days_ago=20, tickets=[5, 6])] * 4)
    with count_statements() as more:
        browser.get(alice.page("/tickets"))
    assert more.total == few.total


def test_thread_shows_messages_literally_and_in_order(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    ticket = make_ticket(live, None, NOON - timedelta(days=1))
    ticket.subject, ticket.url, ticket.tags = "<b>Help</b> {{7*7}}", "javascript:alert(1)", ["banks", "<i>"]
    with transaction() as session:
        session.add(ticket)
        session.flush()
        for number, body in enumerate(["First\n<img src=x>", "Second"]):
            moment = NOON - timedelta(hours=2 - number)
            session.add(
                Message(
                    environment_id=live.environment.id,
                    ticket_id=ticket.id,
                    id=new_id("msg", moment),
                    author=["user", "handrail"][number],
                    body=body,
                    created_at=moment,
                )
            )
        ticket_id = ticket.id
    page = signed_in(alice).get(alice.page(f"/tickets/{ticket_id}")).text
    assert page.index("First") < page.index("Second")
    assert "&lt;b&gt;Help&lt;/b&gt; {{7*7}}" in page
    assert "<img src=x" not in page
    assert "javascript:" not in page


def test_ticket_of_a_desk_links_to_the_desk_over_http_alone(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    ids = []
    with transaction() as session:
        for url in ("https://desk.example/1", "javascript:alert(1)"):
            ticket = make_ticket(live, None, NOON)
            ticket.url = url
            ids.append(ticket.id)
            session.add(ticket)
    linked, unlinked = (signed_in(alice).get(alice.page(f"/tickets/{each}")).text for each in ids)
    assert 'href="https://desk.example/1"' in linked
    assert "javascript:" not in unlinked
