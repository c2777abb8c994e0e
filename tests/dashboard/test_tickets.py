"""The list of tickets and the thread of a request."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape

import pytest

from onboarding.store import transaction
from onboarding.store.ids import new_id
from onboarding.tickets.models import Message
from onboarding.tickets.statuses import TicketStatus
from tests.conftest import NOON, ON_SQLITE_ALONE, StatementCount, Tenant
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


def subjects(page: str) -> list[str]:
    return re.findall(r'/tickets/tkt_[^"]+">([^<]+)</a>', page)


def fill(live: Tenant) -> None:
    populate(live, [Past(days_ago=20, done={"details": 3}, tickets=[5])])
    with transaction() as session:
        for number, (subject, status) in enumerate([("Bank 100% refused", "open"), ("Über alles", "solved")]):
            ticket = make_ticket(live, None, NOON - timedelta(minutes=number))
            ticket.subject, ticket.status = subject, TicketStatus(status)
            session.add(ticket)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "bank 100%"}, ["Bank 100% refused"]),
        ({"q": "1_0"}, []),
        ({"q": "ÜBER"}, ["Über alles"]),
        ({"q": "über ALLES"}, ["Über alles"]),
        ({"status": "solved"}, ["Über alles"]),
        ({"match": "unmatched"}, ["Bank 100% refused", "Über alles"]),
        ({"task": "start/bank", "match": "matched"}, ["(no subject)"]),
        ({"task": "start/details"}, []),
        ({"task": "start/bank", "match": "unmatched"}, []),
        ({"q": "", "status": "", "match": "", "task": ""}, ["Bank 100% refused", "Über alles", "(no subject)"]),
    ],
)
def test_list_shows_the_tickets_that_fit_every_filter(
    signed_in: SignIn, live: Tenant, alice: Login, query: dict[str, str], found: list[str]
) -> None:
    fill(live)
    assert subjects(signed_in(alice).get(alice.page("/tickets"), query_string=query).text) == found


def test_filters_go_along_to_the_next_page(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    with transaction() as session:
        for number in range(60):
            ticket = make_ticket(live, None, NOON - timedelta(hours=number))
            ticket.subject = "Odd & <b>" if number % 5 else "Even"
            session.add(ticket)
    browser = signed_in(alice)
    first = browser.get(alice.page("/tickets"), query_string={"match": "unmatched"}).text
    second = browser.get(unescape(first.split('rel="next" href="')[1].split('"')[0])).text
    assert len(subjects(first) + subjects(second)) == 60
    odd = browser.get(alice.page("/tickets"), query_string={"q": "ODD & <"}).text
    assert len(subjects(odd)) == 48
    assert 'rel="next"' not in odd


@pytest.mark.parametrize(
    "query", [{"q": "a\0"}, {"q": "x" * 201}, {"status": "lost"}, {"match": "perhaps"}, {"task": "start"}]
)
@ON_SQLITE_ALONE
def test_filter_that_cannot_be_understood_is_refused(
    signed_in: SignIn, live: Tenant, alice: Login, query: dict[str, str]
) -> None:
    assert signed_in(alice).get(alice.page("/tickets"), query_string=query).status_code == 422
