"""Saving, publishing and taking back a text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kb_search import WhooshEngine
from onboarding.content.markdown import LONGEST
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.service import discard_draft, mark_reviewed, publish, restore, save_draft, withdraw
from onboarding.help.editing import EditOutdated, EditRefused
from onboarding.help.editions.changes import changes_since
from onboarding.help.editions.edition import read_edition
from onboarding.help.reading.loading import read_catalogue
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search.indexing import article_index
from onboarding.help.writing.models import ArticleRevision
from onboarding.help.writing.words import Place
from onboarding.store import db
from onboarding.web.problems import NotFoundError
from tests.conftest import ON_SQLITE_ALONE
from tests.help.authoring.conftest import Desk


def test_an_article_is_found_once_it_is_published_and_no_longer_when_it_is_withdrawn(desk: Desk) -> None:
    place = desk.write("Pay an invoice", "By **card**.")
    assert (desk.read(place.article_id), desk.found("invoice")) == (None, [])

    desk.publish(place)
    assert (desk.read("pay-an-invoice"), desk.found("card")) == ("By card.", ["Pay an invoice"])

    withdraw(desk.editor, place)
    assert (desk.read(place.article_id), desk.found("invoice")) == (None, [])
    assert desk.text(place).words.markdown == "By **card**."


def test_a_draft_waits_beside_what_readers_see_until_it_is_published(desk: Desk) -> None:
    place = desk.published("Pay", "Old.")
    desk.draft(place, "New.")
    assert desk.read(place.article_id) == "Old."
    text = desk.text(place)
    assert (text.shown.markdown, text.words.markdown, text.revision) == ("Old.", "New.", 2)

    desk.publish(place)
    text = desk.text(place)
    assert desk.read(place.article_id) == "New."
    assert (text.draft_revision, text.shown_revision, text.revision) == (None, 2, 2)


def test_discarded_words_stay_in_the_history(desk: Desk) -> None:
    place = desk.published("Pay", "Old.")
    desk.draft(place, "New.")
    discard_draft(desk.editor, place, made_from=2)
    assert desk.text(place).words.markdown == "Old."

    restore(desk.editor, place, 2, made_from=2)
    text = desk.text(place)
    assert (text.words.markdown, text.revision, text.draft_revision) == ("New.", 3, 3)
    assert desk.read(place.article_id) == "Old."


def test_restoring_is_a_new_revision_and_rewrites_none(desk: Desk) -> None:
    place = desk.published("Pay", "One.")
    desk.publish(place, "Two.")
    restore(desk.editor, place, 1, made_from=2)
    revisions = db.session.execute(
        select(ArticleRevision.number, ArticleRevision.markdown, ArticleRevision.note).order_by(ArticleRevision.number)
    )
    assert [tuple(each) for each in revisions] == [(1, "One.", ""), (2, "Two.", ""), (3, "One.", "Restored revision 1")]


def test_saving_what_is_there_already_is_no_revision(desk: Desk) -> None:
    place = desk.published("Pay", "One.")
    before = desk.text(place)
    desk.draft(place, "One.")
    desk.publish(place)
    after = desk.text(place)
    assert (after.revision, after.updated_at) == (before.revision, before.updated_at)


@pytest.mark.parametrize("change", [save_draft, publish])
def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(desk: Desk, change: Any) -> None:
    place = desk.published("Pay", "One.")
    desk.draft(place, "Theirs.")
    with pytest.raises(EditOutdated):
        change(desk.editor, place, TypedText(title="Pay", markdown="Mine."), made_from=1)
    assert desk.text(place).words.markdown == "Theirs."


def test_of_two_who_save_at_once_one_is_told(app: Flask, desk: Desk) -> None:
    place = desk.published("Pay", "One.")

    def save(markdown: str) -> str:
        with app.app_context():
            try:
                save_draft(desk.editor, place, TypedText(title="Pay", markdown=markdown), made_from=1)
            except EditOutdated:
                return "told"
            finally:
                db.session.remove()
            return markdown

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(save, ["a", "b", "c", "d"]))
    saved = [each for each in outcomes if each != "told"]
    assert len(saved) == 1
    assert desk.text(place).words.markdown == saved[0]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "x" * 301}),
        ("title", {"title": "a\0b"}),
        ("description", {"description": "x" * 1_001}),
        ("keywords", {"keywords": ", ".join(map(str, range(51)))}),
        ("keywords", {"keywords": "x" * 81}),
        ("markdown", {"markdown": "x" * (LONGEST + 1)}),
        ("markdown", {"markdown": "\ud800"}),
        ("note", {"note": "x" * 201}),
    ],
)
@ON_SQLITE_ALONE
def test_a_field_that_cannot_be_taken_is_named(desk: Desk, field: str, typed: dict[str, str]) -> None:
    place = desk.write("Pay")
    with pytest.raises(EditRefused) as refused:
        save_draft(desk.editor, place, TypedText(**{"title": "Pay", **typed}), made_from=1)
    assert set(refused.value.faults) == {field}
    assert desk.text(place).revision == 1


def test_a_text_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        save_draft(desk.editor, Place("art_none", "en"), TypedText(title="Pay"), made_from=1)


def test_a_translation_is_outdated_from_a_change_of_meaning_until_it_is_reviewed(desk: Desk) -> None:
    article, _ = place = desk.published("Pay", "One.")
    german = desk.translate(article, "Zahlen")

    def is_outdated() -> bool:
        return desk.text(place).meaning_revision > (desk.text(german).reviewed_revision or 0)

    assert not is_outdated()
    desk.draft(place, "Two.")
    assert not is_outdated(), "readers do not see it yet"
    desk.publish(place)
    assert is_outdated()
    mark_reviewed(desk.editor, german)
    assert not is_outdated()

    desk.publish(place, "Two!", is_small=True)
    assert not is_outdated()
    desk.publish(place, "Three.")
    desk.publish(german, "Drei.")
    assert is_outdated(), "publishing alone says nothing of what was read"
    desk.publish(german, is_reviewed=True)
    assert not is_outdated(), "also when no word of it had to change"
    desk.publish(place, "Four.")
    desk.publish(german, "Vier.", is_reviewed=True)
    assert not is_outdated()


def test_one_published_text_is_all_that_index_and_catalogue_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bank, card = desk.published("Bank"), desk.published("Card")
    desk.translate(bank[0], "Banken")
    before = read_edition(desk.workspace_id)
    monkeypatch.setattr(WhooshEngine, "verify", lambda *_: pytest.fail("every article was compared"))
    desk.publish(bank, "Fresh words.")
    changed = {bank[0]: frozenset({"en"})}
    assert changes_since(desk.workspace_id, before) == changed
    withdraw(desk.editor, card)
    assert changes_since(desk.workspace_id, before) == changed | {card[0]: frozenset({"en"})}
    assert catalogue_of(desk.workspace_id) == read_catalogue(desk.workspace_id)
    monkeypatch.undo()
    assert not article_index().compare(desk.workspace_id, "en")
