"""The search report says what a person would count by hand, page by page, on either database."""

from __future__ import annotations

import itertools
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from onboarding.content.queries import published_in
from onboarding.help.usage.models import Search, Surface
from onboarding.insights.searches.report import QueryFigures, SearchReport, search_report
from onboarding.insights.searches.scope import Order, QueryCursor, SearchScope, search_scope_at
from onboarding.store import transaction
from onboarding.tickets.models import Ticket
from onboarding.tickets.statuses import TicketStatus
from tests.conftest import NOON, ON_SQLITE_ALONE, StatementCount, Tenant
from tests.insights.population import make_ticket

Counting = Callable[[], AbstractContextManager[StatementCount]]
TODAY = NOON.date()
WEEK = SearchScope(first_day=TODAY - timedelta(days=6), last_day=TODAY)
numbers = itertools.count(1)


@dataclass(frozen=True)
class Sought:
    """One search, minutes before noon."""

    query: str
    before: int = 60
    user: int | None = 1
    results: int = 1
    opened: str | None = None
    visit: str | None = None
    locale: str | None = "en"
    surface: Surface = Surface.WIDGET
    task: str | None = None


@dataclass(frozen=True)
class Asked:
    """A request, minutes before noon; `search` is the place in the history of the search whose results led to it."""

    before: int = 50
    user: int | None = 1
    visit: str | None = None
    search: int | None = None
    status: TicketStatus = TicketStatus.OPEN


def store(tenant: Tenant, searches: Sequence[Sought], requests: Iterable[Asked] = ()) -> None:
    checklist = next((each.content_id for each in published_in(tenant.environment.id) if each.key == "start"), None)
    ids = [f"sea_{next(numbers):010}" for _ in searches]
    with transaction() as session:
        for id_, each in zip(ids, searches, strict=True):
            row = Search(
                environment_id=tenant.environment.id,
                id=id_,
                user_id=each.user,
                query=each.query.title(),
                normalised=each.query,
                locale=each.locale,
                surface=each.surface,
                results=each.results,
                settled_at=NOON - timedelta(minutes=each.before),
                opened_article_id=each.opened,
                help_session=each.visit,
                checklist_id=checklist if each.task else None,
                open_task=each.task,
            )
            session.add(row)
        for request in requests:
            asked_at = NOON - timedelta(minutes=request.before)
            ticket = make_ticket(tenant, request.user, asked_at, status=request.status)
            ticket.help_session = request.visit
            ticket.search_id = None if request.search is None or request.search >= len(ids) else ids[request.search]
            session.add(ticket)


def report(tenant: Tenant, scope: SearchScope = WEEK, limit: int = 100) -> SearchReport:
    return search_report(tenant.environment, scope, limit=limit)


def test_report_counts_searches_users_and_what_came_of_them(tenant: Tenant) -> None:
    store(
        tenant,
        [
            Sought("iban", 100, user=1, results=0),
            Sought("iban", 90, user=1, opened="art_1"),
            Sought("iban", 80, user=2, locale="de"),
            Sought("vat", 70, user=3, opened="art_2"),
        ],
        [Asked(95, user=1), Asked(1, user=2)],
    )
    told = report(tenant)
    iban, vat = told.items
    assert (iban.query, iban.searches, iban.users) == ("iban", 3, 2)
    assert (iban.without_result.count, iban.opened.count, iban.asked.count, iban.asked.of) == (1, 1, 1, 3)
    assert (iban.in_vain, iban.vain_users, iban.vain_asked, iban.weight) == (2, 2, 1, 1.0)
    assert [(each.article, each.title, each.times) for each in iban.articles] == [("art_1", None, 1)]
    assert [(each.locale, each.times) for each in iban.languages] == [("en", 2), ("de", 1)]
    assert (vat.searches, vat.opened.count, vat.asked.count) == (1, 1, 0)
    assert (told.searches, told.users, told.opened.count, told.asked.count) == (4, 3, 2, 1)


@pytest.mark.parametrize(
    ("search", "request_", "counts"),
    [
        (Sought("iban", 60), Asked(30), True),
        (Sought("iban", 60), Asked(29), False),
        (Sought("iban", 60), Asked(61), False),
        (Sought("iban", 60), Asked(30, user=2), False),
        (Sought("iban", 60, visit="hs_1"), Asked(1, visit="hs_1"), True),
        (Sought("iban", 60, visit="hs_1"), Asked(1, visit="hs_2"), False),
        (Sought("iban", 60, visit="hs_1"), Asked(61, visit="hs_1"), False),
        (Sought("iban", 60), Asked(1, search=0), True),
        (Sought("iban", 60), Asked(61, search=0), True),
        (Sought("iban", 60), Asked(30, status=TicketStatus.SOLVED), True),
        (Sought("iban", 60, visit="hs_1"), Asked(30, visit="hs_1", search=0, status=TicketStatus.IGNORED), False),
    ],
)
def test_request_follows_a_search_of_its_user_in_the_same_session(
    tenant: Tenant, search: Sought, request_: Asked, counts: bool
) -> None:
    store(tenant, [search], [request_, request_])
    [item] = report(tenant).items
    assert item.asked.count == int(counts)


def test_report_is_about_its_days_and_compares_with_as_many_before(tenant: Tenant) -> None:
    day = 1_440
    store(tenant, [Sought("iban", before) for before in (0, day, 7 * day, 13 * day, 14 * day)])
    [item] = report(tenant).items
    assert (item.searches, item.before) == (2, 2)
    scope = search_scope_at(NOON, first_day=TODAY - timedelta(days=1), last_day=TODAY - timedelta(days=1))
    [item] = report(tenant, scope).items
    assert (item.searches, item.before) == (1, 0)


def test_report_says_where_a_query_was_sought_and_counts_visits_as_people(tenant: Tenant) -> None:
    centre = Surface.HELP_CENTRE
    store(
        tenant,
        [
            Sought("iban", 70, user=1),
            Sought("iban", 60, user=None, visit="vis_a", surface=centre),
            Sought("iban", 50, user=None, visit="vis_a", surface=centre),
            Sought("iban", 40, user=None, visit="vis_b", surface=centre, opened="art_1"),
            Sought("iban", 30, user=1, visit="hs_1", surface=Surface.API),
        ],
    )
    [iban] = report(tenant).items
    assert [(each.surface, each.times) for each in iban.surfaces] == [
        (centre, 3),
        (Surface.API, 1),
        (Surface.WIDGET, 1),
    ]
    assert (iban.users, iban.vain_users) == (3, 2)
    [iban] = report(tenant, replace(WEEK, surface=centre)).items
    assert (iban.searches, iban.users, iban.opened.count) == (3, 2, 1)


@pytest.mark.parametrize(
    ("letter", "counts"),
    [
        (Asked(30, user=None, visit="vis_a"), True),
        (Asked(29, user=None, visit="vis_a"), False),
        (Asked(61, user=None, visit="vis_a"), False),
        (Asked(30, user=None, visit="vis_b"), False),
        (Asked(30, user=1, visit="vis_a"), False),
        (Asked(30, user=None, visit="vis_a", status=TicketStatus.IGNORED), False),
    ],
)
def test_letter_follows_a_search_of_its_visit_within_half_an_hour(tenant: Tenant, letter: Asked, counts: bool) -> None:
    store(tenant, [Sought("iban", 60, user=None, visit="vis_a", surface=Surface.HELP_CENTRE)], [letter])
    [item] = report(tenant).items
    assert item.asked.count == int(counts)


def test_report_filters_by_language_and_open_task(live: Tenant, other_tenant: Tenant) -> None:
    store(other_tenant, [Sought("iban")])
    store(live, [Sought("iban"), Sought("iban", locale="de", task="bank"), Sought("vat", task="details")])
    german = SearchScope(first_day=TODAY, last_day=TODAY, locale="de")
    assert [each.query for each in report(live, german).items] == ["iban"]
    during = SearchScope(first_day=TODAY, last_day=TODAY, checklist="start", task="bank")
    [iban] = report(live, during).items
    assert [(each.checklist, each.task, each.times) for each in iban.tasks] == [("start", "bank", 1)]
    assert (iban.query, iban.searches, report(live, during).searches) == ("iban", 1, 1)
    nowhere = SearchScope(first_day=TODAY, last_day=TODAY, checklist="unknown")
    assert report(live, nowhere).items == []


def test_share_is_given_from_thirty_searches_on(tenant: Tenant) -> None:
    store(tenant, [Sought("iban", user=user) for user in range(29)])
    [item] = report(tenant).items
    assert (item.opened.value, item.opened.withheld) == (None, "few_searches")
    store(tenant, [Sought("iban", opened="art_1")])
    [item] = report(tenant).items
    assert item.opened.value == pytest.approx(1 / 30)


def test_report_takes_seven_statements_and_those_of_the_catalogue(live: Tenant, count_statements: Counting) -> None:
    report(live)  # the catalogue is remembered
    with count_statements() as nothing:
        report(live)
    store(live, [Sought(f"query {number}", opened=f"art_{number}", task="bank") for number in range(40)])
    with count_statements() as many:
        assert len(report(live).items) == 40
    assert many.total == nothing.total


@dataclass
class Tally:
    """A query's figures as a person counts them."""

    searches: int = 0
    users: frozenset[int | None] = frozenset()
    without: int = 0
    opened: int = 0
    asked: int = 0
    vain: int = 0
    vain_users: frozenset[int | None] = frozenset()
    vain_asked: int = 0


def led_to_request(index: int, search: Sought, requests: Sequence[Asked]) -> bool:
    for request in requests:
        delay = search.before - request.before
        in_visit = search.visit is not None and search.visit == request.visit
        if request.status is TicketStatus.IGNORED:
            continue
        if request.user == search.user and (request.search == index or (delay >= 0 and (delay <= 30 or in_visit))):
            return True
    return False


def by_hand(searches: Sequence[Sought], requests: Sequence[Asked]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for index, search in enumerate(searches):
        tally = found.setdefault(search.query, Tally())
        asked = led_to_request(index, search, requests)
        tally.searches += 1
        tally.users |= {search.user}
        tally.without += search.results == 0
        tally.opened += search.opened is not None
        tally.asked += asked
        if search.opened is None:
            tally.vain += 1
            tally.vain_users |= {search.user}
            tally.vain_asked += asked
    return found


SEARCHES = st.lists(
    st.builds(
        Sought,
        query=st.sampled_from(["iban", "vat", "a b", "österreich", "zug"]),
        before=st.sampled_from([10, 40, 41, 70, 100]),
        user=st.integers(1, 3),
        results=st.integers(0, 2),
        opened=st.sampled_from([None, None, "art_1", "art_2"]),
        visit=st.sampled_from([None, "hs_1", "hs_2"]),
    ),
    max_size=12,
)
REQUESTS = st.lists(
    st.builds(
        Asked,
        before=st.sampled_from([5, 10, 11, 40, 71]),
        user=st.integers(1, 3),
        visit=st.sampled_from([None, "hs_1", "hs_2"]),
        search=st.one_of(st.none(), st.integers(0, 12)),
        status=st.sampled_from(TicketStatus),
    ),
    max_size=4,
)


@given(searches=SEARCHES, requests=REQUESTS, order=st.sampled_from(Order), page=st.integers(1, 3))
@settings(max_examples=60)
def test_report_is_what_a_person_counts_by_hand(
    tenant: Tenant, searches: list[Sought], requests: list[Asked], order: Order, page: int
) -> None:
    with transaction() as session:
        session.execute(delete(Search))
        session.execute(delete(Ticket))
    store(tenant, searches, requests)
    scope = SearchScope(first_day=TODAY, last_day=TODAY, order=order)
    items: list[QueryFigures] = []
    after = None
    while True:
        told = search_report(tenant.environment, scope, limit=page, after=after)
        items += told.items
        if told.next_cursor is None:
            break
        after = QueryCursor.parse(told.next_cursor)
    expected = by_hand(searches, requests)
    figures = {
        each.query: (
            *(each.searches, each.users, each.without_result.count, each.opened.count, each.asked.count),
            *(each.in_vain, each.vain_users, each.vain_asked),
        )
        for each in items
    }
    assert figures == {
        query: (
            *(tally.searches, len(tally.users), tally.without, tally.opened, tally.asked),
            *(tally.vain, len(tally.vain_users), tally.vain_asked),
        )
        for query, tally in expected.items()
        if order is Order.SEARCHES or tally.vain
    }
    assert len(items) == len(figures), "no query is on two pages"
    ranks = [
        (-each.weight, -each.vain_users) if order is Order.VAIN else (-each.searches, -each.users) for each in items
    ]
    assert ranks == sorted(ranks)
    opened = Counter(each.opened for each in searches if each.opened)
    assert sum((Counter({a.article: a.times}) for each in told.items for a in each.articles), Counter()) <= opened
    assert (told.searches, told.users) == (len(searches), len({each.user for each in searches}))


def get(client: FlaskClient, tenant: Tenant, **query: Any) -> Any:
    return client.get("/v1/searches", query_string=query, headers=tenant.bearer)


TOO_DEEP = b64encode(b"[" * 1_400).decode("ascii")


def test_endpoint_answers_page_by_page(client: FlaskClient, tenant: Tenant) -> None:
    store(tenant, [Sought("vat", opened="art_1"), Sought("iban"), Sought("vat"), Sought("zug\u200b")])
    first = get(client, tenant, limit=2).get_json()
    assert [each["query"] for each in first["items"]] == ["vat", "iban"]
    assert (first["from"], first["to"], first["searches"]) == ("2026-02-11", "2026-03-10", 4)
    last = get(client, tenant, limit=2, cursor=first["next_cursor"]).get_json()
    assert [each["query"] for each in last["items"]] == ["zug\u200b"]
    assert last["next_cursor"] is None
    assert first["items"][0]["opened"] == {
        "count": 1,
        "of": 2,
        "value": None,
        "low": None,
        "high": None,
        "withheld": "few_searches",
    }


def test_endpoint_is_for_backends(client: FlaskClient, tenant: Tenant) -> None:
    assert client.get("/v1/searches").status_code == 401


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-03-11"},
        {"from": "1999-01-01"},
        {"from": "2026-03-02", "to": "2026-03-01"},
        {"task": "bank"},
        {"order": "fame"},
        {"limit": 101},
        {"cursor": "x"},
        {"cursor": "WzEsIDEsICJcdTAwMDAiXQ"},  # [1, 1, "\u0000"]
        {"cursor": "WzEsIDEsICJcdWQ4MDAiXQ"},  # [1, 1, "\ud800"]
        {"cursor": "W10"},
        {"cursor": "bnVsbA"},
        {"cursor": TOO_DEEP},
        {"to": "0001-01-01"},
        {"to": "1999-12-31"},
        {"page": "2"},
    ],
)
@ON_SQLITE_ALONE
def test_endpoint_refuses_what_it_cannot_mean(client: FlaskClient, tenant: Tenant, query: dict[str, Any]) -> None:
    assert get(client, tenant, **query).status_code == 422


def test_scope_is_the_last_four_weeks_unless_it_says_otherwise() -> None:
    scope = search_scope_at(NOON)
    assert (scope.first_day, scope.last_day) == (date(2026, 2, 11), date(2026, 3, 10))
    assert search_scope_at(NOON, last_day=date(2030, 1, 1)).last_day == TODAY
