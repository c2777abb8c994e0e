"""Lists of tickets: every ticket once, newest first, in as many statements for three rows as for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.store import transaction
from onboarding.tickets.incoming import IncomingTicket, Requester
from onboarding.tickets.listing import requests_after
from onboarding.tickets.models import Ticket
from onboarding.tickets.service import receive
from onboarding.tickets.statuses import TicketStatus
from tests.conftest import ON_SQLITE_ALONE, Tenant
from tests.tickets.conftest import Backend, at, make_user
from tests.tickets.histories import start_checklist


def fill(tenant: Tenant, minutes: list[int]) -> None:
    for number, minute in enumerate(minutes):
        ticket = IncomingTicket(
            source="zendesk",
            source_ticket_id=str(number),
            requester=Requester(external_id="u_1"),
            status="open",
            created_at=at(minute),
        )
        receive(tenant.environment, ticket)


def pages(backend: Backend, limit: int) -> list[list[dict[str, Any]]]:
    found, cursor = [], None
    while True:
        answer = backend.list(limit=limit, **({"cursor": cursor} if cursor else {})).get_json()
        found.append(answer["items"])
        cursor = answer["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize(("limit", "sizes"), [(2, [2, 2, 1]), (5, [5]), (4, [4, 1]), (100, [5])])
def test_pages_hold_every_ticket_once_newest_first(
    backend: Backend, live: Tenant, limit: int, sizes: list[int]
) -> None:
    fill(live, [3, 7, 7, 7, 1])
    listed = pages(backend, limit)
    assert [len(page) for page in listed] == sizes
    items = [item for page in listed for item in page]
    assert sorted(item["source_ticket_id"] for item in items) == ["0", "1", "2", "3", "4"]
    keys = [(item["created_at"], item["id"]) for item in items]
    assert keys == sorted(keys, reverse=True)


def test_ticket_that_comes_while_one_leafs_does_not_move_the_pages(backend: Backend, live: Tenant) -> None:
    fill(live, [1, 2, 3])
    first = backend.list(limit=2).get_json()
    backend.keep(99, created_at="2026-03-10T11:00:00Z")
    second = backend.list(limit=2, cursor=first["next_cursor"]).get_json()
    assert [item["source_ticket_id"] for item in second["items"]] == ["0"]


def test_items_carry_match_and_stamps(backend: Backend, live: Tenant) -> None:
    start_checklist(live, make_user(live), at(-60))
    fill(live, [0])
    (item,) = backend.list().get_json()["items"]
    assert item["match"] == {"by": "external_id", "user": "u_1"}
    assert item["stamps"] == [
        {
            "checklist": "start",
            "version": 1,
            "segment": "pro",
            "started_at": "2026-03-09T11:00:00.000Z",
            "open_task": "by-hand",
            "outcome": "in_progress",
            "minutes_since_progress": 60,
        }
    ]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"limit": 0}, "/limit"),
        ({"limit": 101}, "/limit"),
        ({"limit": "many"}, "/limit"),
        ({"page": 2}, "/page"),
        ({"cursor": "x"}, "/cursor"),
        ({"cursor": "é"}, "/cursor"),
        ({"cursor": "MTp0a3Q" + "A" * 200}, "/cursor"),
        ({"cursor": "MTIzOgA"}, "/cursor"),  # 123:\0
        ({"cursor": "OTk5OTk5OTk5OTk5OTk5OTp0a3Q"}, "/cursor"),  # a moment after the year 9999
    ],
)
@ON_SQLITE_ALONE
def test_bad_query_is_refused_with_its_pointer(backend: Backend, query: dict[str, Any], pointer: str) -> None:
    response = backend.list(**query)
    assert response.status_code == 422
    assert [each["pointer"] for each in response.get_json()["errors"]] == [pointer]


def test_list_takes_as_many_statements_for_three_tickets_as_for_one(
    backend: Backend, live: Tenant, count_statements: Callable[[], Any]
) -> None:
    start_checklist(live, make_user(live), at(-60))
    fill(live, [0])
    with count_statements() as for_one:
        assert len(backend.list().get_json()["items"]) == 1
    fill(live, [0, 1, 2])
    with count_statements() as for_three:
        assert len(backend.list().get_json()["items"]) == 3
    assert for_three.total == for_one.total


def test_requests_after_an_article_are_its_own_and_no_spam(live: Tenant) -> None:
    fill(live, [1, 2, 3, 4])
    with transaction() as session:
        for ticket, (article, status) in zip(
            session.scalars(select(Ticket).order_by(Ticket.created_at)),
            [("art_1", "open"), ("art_1", "ignored"), ("art_2", "open"), (None, "open")],
            strict=True,
        ):
            ticket.article_id, ticket.status = article, TicketStatus(status)
    assert requests_after(live.environment, ["art_1", "art_3"]) == {"art_1": 1}
