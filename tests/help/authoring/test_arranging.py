"""An article's place and readers."""

from __future__ import annotations

from typing import Any

import pytest

from onboarding.help.authoring.arrangement.form import TypedArrangement
from onboarding.help.authoring.arrangement.service import arrange
from onboarding.help.authoring.arrangement.stored import Arrangement, arrangement_of
from onboarding.help.authoring.articles.deleting import delete_article
from onboarding.help.authoring.collections.form import TypedCollection
from onboarding.help.authoring.collections.service import create_collection
from onboarding.help.editing import EditOutdated, EditRefused
from onboarding.help.models import Article
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.related import related
from onboarding.store import db
from tests.conftest import ON_SQLITE_ALONE
from tests.help.authoring.conftest import Desk


def arranged(desk: Desk, article_id: str) -> Arrangement:
    db.session.rollback()
    return arrangement_of(db.session.get_one(Article, (desk.workspace_id, article_id)))


def change(desk: Desk, article_id: str, **typed: str) -> None:
    stamp = arranged(desk, article_id).stamp
    arrange(desk.editor, article_id, TypedArrangement(**typed), made_from=stamp)


def test_everything_that_is_typed_is_stored_and_typed_back_the_same(desk: Desk) -> None:
    article, _ = desk.published("Pay")
    other, _ = desk.published("Other")
    collection = create_collection(desk.editor, TypedCollection(locale="en", title="Money"))
    change(
        desk,
        article,
        collection=collection,
        position="7",
        readers="rule",
        rule="all:\n- trait: plan\n  is: pro\n",
        suggest_on="/invoices/*\n\n /pay \n",
        related="https://x.test/help/en/articles/other\nother",
    )
    found = arranged(desk, article)
    assert found == Arrangement(
        collection_id=collection,
        position=7,
        audience={"all": [{"trait": "plan", "is": "pro"}]},
        suggest_on=("/invoices/*", "/pay"),
        related=(other,),
    )
    typed = TypedArrangement.of(found, {other: "other"})
    arrange(desk.editor, article, typed, made_from=found.stamp)
    assert arranged(desk, article) == found

    delete_article(desk.editor, other, successor=None)
    arrange(desk.editor, article, TypedArrangement.of(found, {}), made_from=found.stamp)
    assert arranged(desk, article).related == ()


def test_a_restricted_article_disappears_for_visitors_and_comes_back(desk: Desk) -> None:
    article, _ = desk.published("Pay")
    change(desk, article, readers="known")
    assert (desk.read(article), desk.found("pay")) == (None, [])
    change(desk, article, readers="everyone")
    assert (desk.read(article), desk.found("pay")) == ("Words.", ["Pay"])


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("collection_id", {"collection": "col_none"}),
        ("position", {"position": "first"}),
        ("position", {"position": "9" * 30}),
        ("position", {"position": "9" * 5_000}),
        ("audience", {"readers": "rule"}),
        ("audience", {"readers": "rule", "rule": "a: [b"}),
        ("audience", {"readers": "rule", "rule": "trait: plan\nlikes: pro"}),
        ("audience", {"readers": "rule", "rule": "x" * 10_001}),
        ("audience", {"readers": "nobody", "rule": "nobody"}),
        ("suggest_on", {"suggest_on": "invoices"}),
        ("suggest_on", {"suggest_on": "\n".join(f"/{number}" for number in range(51))}),
        ("related", {"related": "none"}),
        ("related", {"related": "\n".join(map(str, range(11)))}),
    ],
)
@ON_SQLITE_ALONE
def test_a_field_that_cannot_be_taken_is_named_and_nothing_is_changed(
    desk: Desk, field: str, typed: dict[str, Any]
) -> None:
    article, _ = desk.published("Pay")
    before = arranged(desk, article)
    with pytest.raises(EditRefused) as refused:
        change(desk, article, **typed)
    assert set(refused.value.faults) == {field}
    assert arranged(desk, article) == before


def test_a_rule_that_is_wrong_says_in_which_line(desk: Desk) -> None:
    article, _ = desk.published("Pay")
    with pytest.raises(EditRefused) as refused:
        change(desk, article, readers="rule", rule="all:\n- trait: plan\n  is: pro\n- trait: seats\n  likes: 3\n")
    assert refused.value.faults["audience"].startswith(("Line 4", "Line 5"))


def test_an_arrangement_made_from_an_older_one_is_refused(desk: Desk) -> None:
    article, _ = desk.published("Pay")
    stamp = arranged(desk, article).stamp
    change(desk, article, position="3")
    with pytest.raises(EditOutdated):
        arrange(desk.editor, article, TypedArrangement(position="4"), made_from=stamp)
    assert arranged(desk, article).position == 3


def test_what_to_read_next_is_what_was_chosen_in_that_order_and_may_be_read(desk: Desk) -> None:
    article, _ = desk.published("Pay an invoice")
    desk.published("Pay an invoice by card")
    desk.published("Zebra")
    desk.write("Draft")
    secret, _ = desk.published("Secret")
    change(desk, secret, readers="known")

    def next_to_read() -> list[str]:
        db.session.rollback()
        catalogue = catalogue_of(desk.workspace_id)
        return [each.title for each in related(catalogue, catalogue.articles[article].entries["en"], ("en",))]

    change(desk, article, related="secret\ndraft\nzebra\npay-an-invoice-by-card\npay-an-invoice")
    assert next_to_read() == ["Zebra", "Pay an invoice by card"]
    change(desk, article, related="secret")
    assert next_to_read()[0] == "Pay an invoice by card"
