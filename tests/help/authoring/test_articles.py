"""Making, renaming and removing articles."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from onboarding.help.authoring.articles.deleting import delete_article, delete_translation
from onboarding.help.authoring.articles.service import rename
from onboarding.help.editing import Editor, EditRefused
from onboarding.help.models import Article, ArticleTranslation, Redirect
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.writing.models import ArticleLink, ArticleRevision
from onboarding.help.writing.words import Place
from onboarding.store import db
from onboarding.web.problems import NotFoundError
from tests.conftest import Tenant
from tests.help.authoring.conftest import Desk


def leads_to(desk: Desk, path: str) -> str | None:
    db.session.rollback()
    entry = catalogue_of(desk.workspace_id).redirected(path)
    return None if entry is None else f"{entry.locale} {entry.title}"


def test_the_address_is_made_of_the_title_unless_one_is_typed(desk: Desk) -> None:
    assert desk.text(desk.write("Überblick (neu)")).slug == "uberblick-neu"
    assert desk.text(desk.write("Pay", slug="how-to-pay")).slug == "how-to-pay"
    with pytest.raises(EditRefused) as refused:
        desk.write("Pay", slug="How to pay")
    assert "how-to-pay" in refused.value.faults["slug"]
    with pytest.raises(EditRefused) as refused:
        desk.write("支付")
    assert set(refused.value.faults) == {"slug"}


def test_a_translation_whose_title_cannot_be_an_address_is_called_as_the_article_is(desk: Desk) -> None:
    article, _ = desk.write("Pay")
    assert desk.text(desk.translate(article, "支付", "zh")).slug == "pay"
    assert desk.text(desk.translate(article, "Zahlen", "de")).slug == "zahlen"


def test_an_address_belongs_to_one_article_of_a_language(desk: Desk) -> None:
    article, _ = desk.write("Pay")
    with pytest.raises(EditRefused) as refused:
        desk.write("Pay")
    assert refused.value.faults == {"slug": "“Pay” has the address pay already."}
    assert desk.text(desk.write("Pay", locale="de")).slug == "pay"
    with pytest.raises(EditRefused):
        desk.translate(article, "Zahlen", "en")


def test_a_language_must_be_one(desk: Desk) -> None:
    with pytest.raises(EditRefused) as refused:
        desk.write("Pay", locale="<b>")
    assert set(refused.value.faults) == {"locale"}
    assert desk.write("Pay", locale="pt_br")[1] == "pt-BR"


def test_an_old_address_leads_to_the_new_one_also_when_names_go_back_and_forth(desk: Desk) -> None:
    place = desk.published("Pay")
    rename(desk.editor, place, "payment")
    assert leads_to(desk, "/help/en/articles/pay") == "en Pay"
    assert desk.read("payment") == desk.read("pay") == "Words."

    rename(desk.editor, place, "pay")
    assert leads_to(desk, "/help/en/articles/payment") == "en Pay"
    assert desk.read("pay") == "Words."


def test_links_within_a_page_follow_its_address(desk: Desk) -> None:
    place = desk.published("Pay", "## How\n\n[there](#how)")
    rename(desk.editor, place, "payment")
    links = db.session.execute(select(ArticleLink.path, ArticleLink.fragment)).all()
    assert [tuple(each) for each in links] == [("/help/en/articles/payment", "how")]
    assert desk.text(place).revision == 1


def test_deleting_leaves_nothing_behind_but_other_articles(desk: Desk) -> None:
    kept = desk.published("Kept", "[gone](/help/en/articles/gone)")
    article, _ = place = desk.published("Gone", "[kept](/help/en/articles/kept)")
    rename(desk.editor, place, "gone-soon")
    desk.translate(article, "Weg")
    delete_article(desk.editor, article, successor=None)

    assert (desk.read(article), desk.found("gone", "en")) == (None, ["Kept"])
    for model in (ArticleTranslation, ArticleRevision, ArticleLink, Redirect):
        left = select(func.count()).select_from(model).where(model.article_id == article)
        assert db.session.scalar(left) == 0, model
    assert db.session.scalars(select(Article.id)).all() == [kept[0]]
    with pytest.raises(NotFoundError):
        delete_article(desk.editor, article, successor=None)


def test_addresses_of_a_deleted_article_lead_to_its_successor(desk: Desk) -> None:
    heir = desk.published("Heir")
    place = desk.published("Gone")
    rename(desk.editor, place, "later")
    with pytest.raises(EditRefused):
        delete_article(desk.editor, place.article_id, successor="art_none")
    with pytest.raises(EditRefused):
        delete_article(desk.editor, place.article_id, successor=place.article_id)
    delete_article(desk.editor, place.article_id, successor=heir.article_id)
    assert leads_to(desk, "/help/en/articles/gone") == leads_to(desk, "/help/en/articles/later") == "en Heir"


def test_addresses_of_a_deleted_translation_lead_to_the_article(desk: Desk) -> None:
    article, _ = place = desk.published("Pay")
    german = desk.translate(article, "Zahlen")
    desk.publish(german)
    delete_translation(desk.editor, german)
    assert leads_to(desk, "/help/de/articles/zahlen") == "en Pay"
    assert desk.found("worte", "de") == []
    with pytest.raises(EditRefused):
        delete_translation(desk.editor, place)


def test_a_stranger_finds_none_of_it(desk: Desk, other_tenant: Tenant) -> None:
    article, _ = desk.published("Pay")
    eve = Editor(other_tenant.workspace_id, "en", "mbr_eve")
    with pytest.raises(NotFoundError):
        delete_article(eve, article, successor=None)
    with pytest.raises(NotFoundError):
        rename(eve, Place(article, "en"), "mine")
