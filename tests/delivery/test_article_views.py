"""Articles that events say were opened: counted for those who may read them, and refused for everybody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from onboarding.events.models import Event
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.usage.models import ArticleViews, Search
from onboarding.rules.conditions import Facts
from onboarding.store import db
from tests.conftest import StatementCount, Tenant
from tests.delivery.conftest import Widget, visitor, widget
from tests.help.conftest import library
from tests.help.library import Library
from tests.progress.conftest import live

__all__ = ["library", "live", "visitor", "widget"]


@pytest.fixture
def ids(library: Library, live: Tenant) -> dict[str, str]:
    """Ids by slug of an article for everyone and of one for the pro plan."""
    library.write("banks.en.md")
    library.write("secret.en.md", audience={"trait": "plan", "is": "pro"})
    library.bring_in()
    catalogue = catalogue_of(live.workspace_id, Facts({"plan": "pro"}, {}))
    return {article.entries["en"].slug: article_id for article_id, article in catalogue.articles.items()}


def opened(widget: Widget, article: str, number: int = 0) -> dict[str, Any]:
    return widget.event("article_viewed", article=article, search=f"sea_{number:026}")


def test_view_in_an_event_is_for_the_articles_readers(widget: Widget, visitor: Widget, ids: dict[str, str]) -> None:
    answer = visitor.send(*(opened(visitor, each) for each in (ids["banks"], ids["secret"], "art_unknown"))).get_json()
    assert answer["accepted"] == 1
    # One that is not for this reader is answered as one that is not there.
    assert [(each["index"], each["code"], each["pointer"]) for each in answer["rejected"]] == [
        (place, "article_unknown", f"/events/{place}/article") for place in (1, 2)
    ]
    assert db.session.scalars(select(Event.name)).all() == ["article_viewed"]
    assert db.session.scalars(select(ArticleViews.article_id)).all() == [ids["banks"]]
    assert db.session.scalars(select(Search.opened_article_id)).all() == [ids["banks"]]
    secret = {**opened(widget, ids["secret"], 1), "id": "01900000-0000-7000-8000-0000000000ff"}
    assert widget.send(secret).get_json()["rejected"] == []
    db.session.rollback()
    assert set(db.session.scalars(select(ArticleViews.article_id))) == {ids["banks"], ids["secret"]}


def test_batch_of_views_takes_a_fixed_number_of_statements(
    widget: Widget, ids: dict[str, str], count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    widget.send(*(opened(widget, ids["secret"], number) for number in range(2)))
    with count_statements() as few:
        widget.send(*(opened(widget, ids["secret"], number) for number in range(2, 4)))
    with count_statements() as many:
        answer = widget.send(*(opened(widget, ids["secret"], number) for number in range(4, 44)))
    assert answer.get_json()["rejected"] == []
    assert few.total == many.total
