"""The search log: one row per settled query, the same whatever order its events come in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from onboarding.events.incoming import Incoming
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.usage.models import Search, Surface
from onboarding.help.usage.search_log import log_searches, merge
from onboarding.store import db, transaction
from onboarding.store.types import from_milliseconds, to_milliseconds
from tests.conftest import NOON, Tenant
from tests.delivery.conftest import Widget, visitor, widget
from tests.help.library import Library
from tests.progress.conftest import live

__all__ = ["live", "visitor", "widget"]
NOON_MS = to_milliseconds(NOON)
numbers = itertools.count(1)


@pytest.fixture
def articles(library: Library) -> list[str]:
    """Ids of three articles."""
    for name in ("a", "b", "c"):
        library.write(f"{name}.en.md")
    library.bring_in()
    return sorted(catalogue_of(library.tenant.workspace_id).articles)


def event(name: str, search: str | None, at: int = 0, **fields: Any) -> Incoming:
    return Incoming(
        id=next(numbers).to_bytes(16, "big"), name=name, occurred_ms=NOON_MS + at, skew_ms=0, search=search, **fields
    )


def settled(search: str | None, query: object, at: int = 0, *, results: object = 3, **fields: Any) -> Incoming:
    return event("search_settled", search, at, properties={"query": query, "results": results}, **fields)


def viewed(search: str | None, article: str, at: int = 0) -> Incoming:
    return event("article_viewed", search, at, article=article)


def take(tenant: Tenant, *events: Incoming, user: int = 1) -> None:
    with transaction() as session:
        log_searches(session, tenant.environment, user, events)


def row_of(search: str) -> Search:
    db.session.expire_all()
    return db.session.scalars(select(Search).where(Search.id == search)).one()


def test_a_settled_query_is_logged_with_what_it_was(tenant: Tenant) -> None:
    fields: dict[str, Any] = {"help_session": "hs_1", "url": "https://app.test/banks"}
    sought = settled("sea_1", "  Bank   Connection failed ", at=500, results=0, **fields)
    take(tenant, sought, user=7)
    row = row_of("sea_1")
    assert (row.user_id, row.query, row.normalised) == (7, "Bank   Connection failed", "bank connection failed")
    assert (row.results, row.settled_at) == (0, NOON + timedelta(milliseconds=500))
    assert (row.help_session, row.url) == ("hs_1", "https://app.test/banks")
    assert (row.opened_at, row.opened_article_id, row.checklist_id, row.open_task) == (None, None, None, None)


@pytest.mark.parametrize(
    ("said", "kept"),
    [("api", Surface.API), ("widget", Surface.WIDGET), ("help_centre", Surface.WIDGET), (7, Surface.WIDGET)],
)
def test_a_search_of_the_hosts_own_says_so_and_nobody_else_speaks_for_the_help_centre(
    tenant: Tenant, said: object, kept: Surface
) -> None:
    take(tenant, event("search_settled", "sea_1", properties={"query": "bank", "surface": said}))
    assert row_of("sea_1").surface == kept


def test_opening_an_article_marks_the_search_once(tenant: Tenant, articles: list[str]) -> None:
    take(tenant, settled("sea_1", "bank"), viewed("sea_1", articles[1], 200), viewed("sea_1", articles[0], 900))
    row = row_of("sea_1")
    assert (row.opened_article_id, row.opened_at) == (articles[1], NOON + timedelta(milliseconds=200))


def test_opening_may_be_told_before_the_query(tenant: Tenant, articles: list[str]) -> None:
    take(tenant, viewed("sea_1", articles[0], 200))
    assert row_of("sea_1").settled_at is None
    take(tenant, settled("sea_1", "bank"))
    row = row_of("sea_1")
    assert (row.query, row.settled_at, row.opened_article_id) == ("bank", NOON, articles[0])


@pytest.mark.parametrize(
    ("query", "results", "logged"),
    [
        ("x" * 500, 3, ("x" * 200, 3)),
        ("bank", -1, ("bank", 0)),
        ("bank", True, ("bank", 0)),
        ("bank", "3", ("bank", 0)),
        ("bank", 10**30, ("bank", 1_000_000)),
        ("bank", None, ("bank", 0)),
        (42, 1, ("42", 1)),
    ],
)
def test_what_a_browser_says_is_kept_within_bounds(
    tenant: Tenant, query: object, results: object, logged: tuple[str, int]
) -> None:
    take(tenant, settled("sea_1", query, results=results))
    row = row_of("sea_1")
    assert (row.query, row.results) == logged


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        (["art_1", "art_2"], ["art_1", "art_2"]),
        ([f"art_{number}" for number in range(30)], [f"art_{number}" for number in range(20)]),
        (["art_1", 7, "", "x" * 37, None], ["art_1"]),
        ("art_1", []),
        (None, []),
    ],
)
def test_what_was_on_screen_is_kept_in_order_and_within_bounds(tenant: Tenant, shown: object, kept: list[str]) -> None:
    properties = {"query": "bank", "results": 2, "shown": shown}
    take(tenant, event("search_settled", "sea_1", properties=properties))
    assert row_of("sea_1").shown == kept


@pytest.mark.parametrize("query", ["", "   ", None])
def test_nothing_sought_is_not_logged(tenant: Tenant, query: object) -> None:
    take(tenant, settled("sea_1", query), settled(None, "bank"), viewed(None, "art_1"))
    assert db.session.scalars(select(Search)).all() == []


def test_articles_that_are_not_the_workspaces_are_not_noted(
    tenant: Tenant, other_tenant: Tenant, articles: list[str]
) -> None:
    take(tenant, settled("sea_1", "bank"), viewed("sea_1", "art_unknown"), viewed("sea_1", "a" * 80))
    assert row_of("sea_1").opened_article_id is None
    take(other_tenant, settled("sea_2", "bank"), viewed("sea_2", articles[0]))
    assert row_of("sea_2").opened_article_id is None


def test_a_search_of_another_environment_is_another_search(
    tenant: Tenant, other_tenant: Tenant, articles: list[str]
) -> None:
    take(tenant, settled("sea_1", "mine"))
    take(other_tenant, settled("sea_1", "theirs"))
    rows = db.session.execute(select(Search.environment_id, Search.query)).all()
    assert {tuple(row) for row in rows} == {(tenant.environment.id, "mine"), (other_tenant.environment.id, "theirs")}


def test_a_search_carries_the_task_that_was_open_when_it_was_made(widget: Widget, clock: Any) -> None:
    widget.send(widget.event("checklist_started", content="start", version=1))
    clock.advance(minutes=1)
    widget.send(widget.event("search_settled", search="sea_1", properties={"query": "how", "results": 0}))
    clock.advance(minutes=1)
    done = widget.event("task_completed", content="start", task="by-hand", properties={"by": "hand"})
    widget.send(done)
    clock.advance(minutes=1)
    late = widget.event(
        "search_settled", search="sea_2", properties={"query": "how", "results": 0}, at=clock() - timedelta(minutes=2)
    )
    now = widget.event("search_settled", search="sea_3", properties={"query": "how", "results": 0})
    widget.send(late, now)
    assert [row_of(search).open_task for search in ("sea_1", "sea_2", "sea_3")] == ["by-hand", "by-hand", "by-event"]
    assert row_of("sea_1").checklist_id is not None


def test_a_search_before_any_checklist_has_no_open_task(visitor: Widget) -> None:
    visitor.send(visitor.event("search_settled", search="sea_1", properties={"query": "how", "results": 2}))
    assert (row_of("sea_1").checklist_id, row_of("sea_1").open_task) == (None, None)


def test_a_search_sent_twice_is_logged_once(widget: Widget) -> None:
    sought = widget.event("search_settled", search="sea_1", properties={"query": "how", "results": 2})
    assert widget.send(sought).get_json()["accepted"] == 1
    assert widget.send(sought).get_json()["accepted"] == 1
    assert len(db.session.scalars(select(Search)).all()) == 1


def test_anonymous_searches_become_the_known_users(tenant: Tenant, articles: list[str]) -> None:
    take(tenant, settled("sea_1", "one"), viewed("sea_2", articles[0]), user=5)
    take(tenant, settled("sea_3", "three"), user=6)
    with transaction() as session:
        merge(session, tenant.environment, from_user=5, to_user=9)
    assert [row_of(search).user_id for search in ("sea_1", "sea_2", "sea_3")] == [9, 9, 6]


SETTLINGS = st.tuples(st.just("settled"), st.integers(0, 3), st.sampled_from(["bank", "banks"]), st.integers(0, 2))
VIEWINGS = st.tuples(st.just("viewed"), st.integers(0, 3), st.integers(0, 2), st.just(0))
HISTORY = st.lists(st.tuples(st.one_of(SETTLINGS, VIEWINGS), st.integers(1, 2)), min_size=1, max_size=6)


def expected(history: Sequence[Any], articles: Sequence[str]) -> tuple[Any, ...]:
    """The row by definition: the earliest settling, the earliest opening, each whole."""
    settlings = [(at, query, results, user) for (kind, at, query, results), user in history if kind == "settled"]
    openings = [(at, articles[which]) for (kind, at, which, _), _ in history if kind == "viewed"]
    at, query, results, _ = min(settlings, default=(None, "", 0, None))
    opened_at, opened = min(openings, default=(None, None))
    return (
        None if at is None else from_milliseconds(NOON_MS + at),
        query,
        results,
        None if opened_at is None else from_milliseconds(NOON_MS + opened_at),
        opened,
    )


@given(history=HISTORY, shuffle=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_log_is_the_same_in_any_order(
    tenant: Tenant, articles: list[str], history: list[Any], shuffle: Any
) -> None:
    search = f"sea_{next(numbers)}"
    shuffled = list(history)
    shuffle.shuffle(shuffled)
    for (kind, at, what, results), user in shuffled:
        sent = settled(search, what, at, results=results) if kind == "settled" else viewed(search, articles[what], at)
        take(tenant, sent, user=user)
    row = row_of(search)
    found = (row.settled_at, row.query, row.results, row.opened_at, row.opened_article_id)
    assert found == expected(history, articles)
