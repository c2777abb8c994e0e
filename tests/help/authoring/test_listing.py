"""The list of articles, and the languages of one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from onboarding.help.authoring.collections.form import TypedCollection
from onboarding.help.authoring.collections.service import create_collection
from onboarding.help.authoring.listing.articles import ArticlePage, article_page
from onboarding.help.authoring.listing.filters import NOWHERE, State, Wanted
from onboarding.help.authoring.listing.overview import article_overview
from onboarding.help.authoring.texts.history import history_of
from onboarding.help.usage.models import ArticleViews
from onboarding.store import db, transaction
from onboarding.store.upsert import add_to_rows
from onboarding.web.paging import Cursor
from onboarding.web.problems import NotFoundError
from tests.conftest import NOON, FakeClock, StatementCount, Tenant
from tests.help.authoring.conftest import Desk

Counting = Callable[[], AbstractContextManager[StatementCount]]
ALL = Wanted()


def page(tenant: Tenant, wanted: Wanted = ALL, *, limit: int = 9, after: str | None = None) -> ArticlePage:
    db.session.rollback()
    cursor = Cursor.parse(after) if after else None
    return article_page(tenant.environment, wanted, limit=limit, after=cursor)


def titles(tenant: Tenant, wanted: Wanted = ALL) -> list[str]:
    return [each.lead.title for each in page(tenant, wanted).items]


@pytest.fixture
def shelf(desk: Desk, clock: FakeClock) -> dict[str, str]:
    """Articles in every state; each made a minute after the one before."""
    money = create_collection(desk.editor, TypedCollection(locale="en", title="Money"))
    made = {"money": money}
    made["draft"], _ = desk.write("Draft", "Nothing yet.")
    clock.advance(minutes=1)
    made["pay"], _ = pay = desk.published("Pay", "By card, 100 %.", collection_id=money)
    desk.publish(desk.translate(made["pay"], "Überweisen"))
    clock.advance(minutes=1)
    desk.publish(pay, "By bank, 100 %.")
    clock.advance(minutes=1)
    made["wait"], _ = wait = desk.published("Wait")
    desk.draft(wait, "Longer.")
    clock.advance(minutes=1)
    made["german"], _ = desk.published("Nur deutsch", locale="de")
    return made


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ALL, ["Nur deutsch", "Wait", "Pay", "Draft"]),
        (Wanted(text="bank"), ["Pay"]),
        (Wanted(text="PAY"), ["Pay"]),
        (Wanted(text="überw"), ["Pay"]),
        (Wanted(text="ÜBERWEISEN"), ["Pay"]),
        (Wanted(text="ÜBERweis"), ["Pay"]),
        (Wanted(text="100 %"), ["Pay"]),
        (Wanted(text="_"), []),
        (Wanted(collection=NOWHERE), ["Nur deutsch", "Wait", "Draft"]),
        (Wanted(collection="money"), ["Pay"]),
        (Wanted(state=State.DRAFT), ["Draft"]),
        (Wanted(state=State.PUBLISHED), ["Nur deutsch", "Wait", "Pay"]),
        (Wanted(state=State.WAITING), ["Wait"]),
        (Wanted(state=State.OUTDATED), ["Pay"]),
        (Wanted(locale="de"), ["Nur deutsch", "Pay"]),
        (Wanted(missing="de"), ["Wait", "Draft"]),
        (Wanted(missing="en"), ["Nur deutsch"]),
        (Wanted(locale="en", state=State.OUTDATED), []),
        (Wanted(locale="de", text="bank"), []),
    ],
)
def test_each_filter_leaves_what_it_says(
    tenant: Tenant, shelf: dict[str, str], wanted: Wanted, expected: list[str]
) -> None:
    if wanted.collection == "money":
        wanted = Wanted(collection=shelf["money"])
    assert titles(tenant, wanted) == expected


def test_pages_follow_each_other_without_gap_or_repetition(tenant: Tenant, desk: Desk, clock: FakeClock) -> None:
    for number in range(7):
        desk.published(f"Article {number}")
        clock.advance(minutes=number % 2)  # some of them at the same moment
    whole = titles(tenant)
    listed: list[str] = []
    after = None
    while True:
        some = page(tenant, limit=2, after=after)
        listed += [each.lead.title for each in some.items]
        after = some.next_cursor
        if after is None:
            break
    assert listed == whole
    assert len(set(whole)) == 7


def test_views_of_the_last_thirty_days_of_this_environment_are_counted(tenant: Tenant, desk: Desk) -> None:
    article, _ = desk.published("Pay")
    days = {NOON.date(): 2, NOON.date() - timedelta(days=29): 3, NOON.date() - timedelta(days=30): 50}
    rows = [
        {"environment_id": tenant.environment.id, "article_id": article, "day": day, "views": views}
        for day, views in days.items()
    ]
    rows.append({**rows[0], "environment_id": tenant.environment.id + 1})
    with transaction() as session:
        add_to_rows(session.connection(), ArticleViews, rows, "views")
    assert [each.views for each in page(tenant).items] == [5]


def test_statements_do_not_grow_with_what_there_is(
    tenant: Tenant, shelf: dict[str, str], count_statements: Counting
) -> None:
    with count_statements() as many:
        assert len(page(tenant).items) == 4
    with count_statements() as one:
        assert len(page(tenant, limit=1).items) == 1
    assert many.total == one.total


def test_a_stranger_lists_nothing_of_it(other_tenant: Tenant, shelf: dict[str, str]) -> None:
    assert page(other_tenant).items == []
    with pytest.raises(NotFoundError):
        article_overview(other_tenant.environment, shelf["pay"])


def test_an_article_tells_its_languages_and_those_it_lacks(tenant: Tenant, shelf: dict[str, str], desk: Desk) -> None:
    desk.published("Vain", locale="fr")
    db.session.rollback()
    found = article_overview(tenant.environment, shelf["pay"])
    assert [(each.locale, each.is_outdated) for each in found.languages] == [("en", False), ("de", True)]
    assert found.missing == ["fr"]
    german = article_overview(tenant.environment, shelf["german"])
    assert [(each.locale, each.is_outdated) for each in german.languages] == [("de", False)]
    assert german.missing == ["en", "fr"]


def test_history_compares_a_revision_with_the_one_before_it_unless_asked(tenant: Tenant, desk: Desk) -> None:
    place = desk.published("Pay", "One.")
    desk.publish(place, "Two.")
    desk.draft(place, "Three.", note="Clearer")
    db.session.rollback()
    newest = history_of(tenant.workspace_id, place)
    assert [each.number for each in newest.revisions] == [3, 2, 1]
    assert (newest.newer, newest.older, newest.revisions[0].note) == (3, 2, "Clearer")
    assert [each.field for each in newest.differences] == ["Text"]
    first = history_of(tenant.workspace_id, place, newer=1)
    assert (first.older, [each.field for each in first.differences]) == (0, ["Title", "Text"])
    assert history_of(tenant.workspace_id, place, newer=3, older=1).older == 1
    with pytest.raises(NotFoundError):
        history_of(tenant.workspace_id, place, newer=9)
