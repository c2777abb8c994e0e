"""How often articles are opened, counted as events come in."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from onboarding.events.incoming import Incoming
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.usage.article_views import count_views
from onboarding.help.usage.models import ArticleViews
from onboarding.store import db, transaction
from onboarding.store.types import to_milliseconds
from tests.conftest import NOON, StatementCount, Tenant
from tests.delivery.conftest import Widget, visitor, widget
from tests.help.library import Library
from tests.progress.conftest import live

__all__ = ["live", "visitor", "widget"]
DAY = 24 * 60 * 60 * 1_000
numbers = itertools.count(1)


@pytest.fixture
def articles(library: Library) -> list[str]:
    """Ids of three articles."""
    for name in ("a", "b", "c"):
        library.write(f"{name}.en.md")
    library.bring_in()
    return sorted(catalogue_of(library.tenant.workspace_id).articles)


def viewed(article: str | None, days_ago: int = 0) -> Incoming:
    at = to_milliseconds(NOON) - days_ago * DAY
    return Incoming(
        id=next(numbers).to_bytes(16, "big"), name="article_viewed", occurred_ms=at, skew_ms=0, article=article
    )


def take(tenant: Tenant, *events: Incoming) -> None:
    with transaction() as session:
        count_views(session, tenant.environment, events)


def counted() -> dict[tuple[str, date], int]:
    db.session.rollback()
    rows: Any = db.session.execute(select(ArticleViews.article_id, ArticleViews.day, ArticleViews.views))
    return {(article, day): views for article, day, views in rows}


def test_views_are_counted_by_article_on_the_day_they_happened(tenant: Tenant, articles: list[str]) -> None:
    one, two, _ = articles
    take(tenant, viewed(one), viewed(one), viewed(two), viewed(one, days_ago=1))
    take(tenant, viewed(one))
    today = NOON.date()
    assert counted() == {(one, today): 3, (two, today): 1, (one, date(2026, 3, 9)): 1}


def test_what_is_no_article_here_is_not_counted(tenant: Tenant, other_tenant: Tenant, articles: list[str]) -> None:
    take(tenant, viewed("art_none"), viewed(None))
    take(other_tenant, viewed(articles[0]))
    assert counted() == {}


def test_statements_do_not_grow_with_views(
    tenant: Tenant, articles: list[str], count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    def statements(*events: Incoming) -> int:
        with count_statements() as count:
            take(tenant, *events)
        return count.total

    assert statements(viewed(articles[0])) == statements(*(viewed(each, day) for each in articles for day in (0, 1)))


def test_a_view_sent_twice_by_the_widget_counts_once(
    client: FlaskClient, tenant: Tenant, widget: Widget, articles: list[str]
) -> None:
    event = widget.event("article_viewed", article=articles[0])
    widget.send(event)
    widget.send(event)
    assert list(counted().values()) == [1]
