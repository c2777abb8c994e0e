"""Collections as editors arrange them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.help.authoring.collections.form import Direction, TypedCollection
from onboarding.help.authoring.collections.queries import collection_choices
from onboarding.help.authoring.collections.service import (
    change_collection,
    create_collection,
    delete_collection,
    shift_collection,
)
from onboarding.help.editing import EditOutdated, EditRefused
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.markdown.folder import read_folder
from onboarding.help.importers.service import import_articles
from onboarding.store import db
from onboarding.web.problems import NotFoundError
from tests.conftest import Tenant
from tests.help.authoring.conftest import Desk
from tests.help.library import Library


def make(desk: Desk, title: str, parent: str = "", **typed: str) -> str:
    return create_collection(desk.editor, TypedCollection(locale="en", title=title, parent=parent, **typed))


def paths(tenant: Tenant) -> list[str]:
    db.session.rollback()
    return [each.path for each in collection_choices(tenant.environment)]


def change(desk: Desk, tenant: Tenant, collection_id: str, **typed: str) -> None:
    db.session.rollback()
    row = next(each for each in collection_choices(tenant.environment) if each.id == collection_id)
    given_fields = {"title": row.title, "slug": row.path.rpartition("/")[2], "parent": row.parent_id or "", **typed}
    change_collection(
        desk.editor, collection_id, TypedCollection(**{"locale": "en", **given_fields}), made_from=row.stamp
    )


def test_collections_lie_in_each_other_in_the_order_they_were_made(desk: Desk, tenant: Tenant) -> None:
    money = make(desk, "Money")
    make(desk, "Access")
    make(desk, "Banks", money)
    make(desk, "Accounts", money)
    assert paths(tenant) == ["money", "money/banks", "money/accounts", "access"]


def test_each_tells_what_lies_in_it_and_below_it_and_where_it_stands_among_its_siblings(
    desk: Desk, tenant: Tenant
) -> None:
    money, access = make(desk, "Money"), make(desk, "Access")
    banks = make(desk, "Banks", money)
    deep = make(desk, "Deep", banks)
    for title, place in (("Pay", money), ("Connect", banks), ("Sign", deep), ("Fail", deep)):
        desk.published(title, collection_id=place)
    db.session.rollback()
    rows = {each.id: each for each in collection_choices(tenant.environment)}
    counted = [(rows[each].articles, rows[each].articles_below) for each in (money, banks, deep, access)]
    assert counted == [(1, 3), (1, 2), (2, 0), (0, 0)]
    ends = [(rows[each].is_first, rows[each].is_last) for each in (money, access, banks)]
    assert ends == [(True, False), (False, True), (True, True)]


def test_one_that_moves_takes_along_what_is_in_it_and_old_addresses_lead_there(
    desk: Desk, tenant: Tenant, client: FlaskClient
) -> None:
    money, access = make(desk, "Money"), make(desk, "Access")
    banks = make(desk, "Banks", money)
    deep = make(desk, "Deep", banks)
    desk.published("Pay", collection_id=deep)
    change(desk, tenant, banks, parent=access, slug="our-banks")
    assert paths(tenant) == ["money", "access", "access/our-banks", "access/our-banks/deep"]
    answer = client.get("/help/en/collections/money/banks/deep")
    assert (answer.status_code, answer.location) == (301, "/help/en/collections/access/our-banks/deep")
    assert "Pay" in client.get(answer.location).text


def test_words_are_changed_in_one_language_alone(desk: Desk, tenant: Tenant) -> None:
    money = make(desk, "Money")
    change(desk, tenant, money, locale="de", title="Geld", description="Alles")
    db.session.rollback()
    (row,) = collection_choices(tenant.environment)
    assert {locale: each["title"] for locale, each in row.texts.items()} == {"en": "Money", "de": "Geld"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "a\0"}),
        ("description", {"description": "x" * 501}),
        ("slug", {"slug": "access"}),
        ("slug", {"slug": "Not a slug"}),
        ("parent", {"parent": "col_none"}),
        ("locale", {"locale": "?"}),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(desk: Desk, tenant: Tenant, field: str, typed: dict[str, str]) -> None:
    money = make(desk, "Money")
    make(desk, "Access")
    with pytest.raises(EditRefused) as refused:
        change(desk, tenant, money, **typed)
    assert set(refused.value.faults) == {field}
    assert paths(tenant) == ["money", "access"]


def test_none_lies_in_itself_or_too_deep(desk: Desk, tenant: Tenant) -> None:
    parent = first = make(desk, "A")
    for title in "BCD":
        parent = make(desk, title, parent)
    with pytest.raises(EditRefused):
        make(desk, "E", parent)
    for place in (first, parent):
        with pytest.raises(EditRefused):
            change(desk, tenant, first, parent=place)
    top = make(desk, "Top")
    with pytest.raises(EditRefused):
        change(desk, tenant, first, parent=top)
    assert paths(tenant) == ["a", "a/b", "a/b/c", "a/b/c/d", "top"]


def test_only_an_empty_one_can_be_deleted(desk: Desk, tenant: Tenant) -> None:
    money = make(desk, "Money")
    inner = make(desk, "Inner", money)
    desk.write("Pay", collection_id=inner)
    for collection in (money, inner):
        with pytest.raises(EditRefused):
            delete_collection(desk.editor, collection)
    empty = make(desk, "Empty")
    delete_collection(desk.editor, empty)
    assert paths(tenant) == ["money", "money/inner"]
    with pytest.raises(NotFoundError):
        delete_collection(desk.editor, empty)


def test_a_change_made_from_older_words_is_refused(desk: Desk, tenant: Tenant) -> None:
    money = make(desk, "Money")
    with pytest.raises(EditOutdated):
        change_collection(desk.editor, money, TypedCollection(locale="en", title="Mine"), made_from="older")


def test_an_import_finds_a_collection_where_it_was_moved_to(desk: Desk, tenant: Tenant, library: Library) -> None:
    library.write("money/pay.en.md")
    library.bring_in()
    db.session.rollback()
    (money,) = collection_choices(tenant.environment)
    change(desk, tenant, money.id, slug="payments")
    library.write("money/refund.en.md")
    library.bring_in()
    db.session.rollback()
    (moved,) = collection_choices(tenant.environment)
    assert (moved.id, moved.path, moved.articles) == (money.id, "payments", 2)

    folder = read_folder(library.folder, "en")
    import_articles(folder, tenant.environment, Importing(actor="test", overwrite=True))
    assert paths(tenant) == ["money"]


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(Direction)), max_size=8))
def test_shifting_is_what_swapping_in_a_list_is(
    desk: Desk, tenant: Tenant, shifts: list[tuple[int, Direction]]
) -> None:
    db.session.rollback()
    rows = collection_choices(tenant.environment)
    ids = [each.id for each in rows] or [make(desk, title) for title in "WXYZ"]
    expected = list(ids)
    for number, direction in shifts:
        place = expected.index(ids[number])
        other = place + (1 if direction is Direction.DOWN else -1)
        if 0 <= other < len(expected):
            expected[place], expected[other] = expected[other], expected[place]
        shift_collection(desk.editor, ids[number], direction)
    db.session.rollback()
    assert [each.id for each in collection_choices(tenant.environment)] == expected
