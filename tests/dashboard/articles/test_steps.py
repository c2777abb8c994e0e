"""History, state, translations, place and readers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from onboarding.content.service import push
from onboarding.help.writing.words import Place
from tests.conftest import Tenant
from tests.dashboard.articles.test_writing import address
from tests.dashboard.conftest import Login, SignIn
from tests.help.authoring.conftest import Desk


def test_a_change_is_told_by_words_and_signs_and_not_by_colour_alone(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    desk.publish(pay, "By **bank**.")
    page = signed_in(erin).get(address(erin, pay, "/history")).text
    assert "From revision 1 to 2" in page
    assert re.search(r'aria-hidden="true">−</span><span class="unseen">Removed: </span>', page)
    assert re.search(r'aria-hidden="true">\+</span><span class="unseen">Added: </span>', page)
    assert "<del>card</del>" in page
    assert "<ins>bank</ins>" in page


def test_an_old_revision_is_restored_as_a_draft(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    desk.publish(pay, "By bank.")
    page = signed_in(erin).get(address(erin, pay, "/history?newer=1")).text
    assert "Restore revision 1" in page
    answer = signed_in(erin).post(address(erin, pay, "/restore"), data={"number": "1", "made_from": "2"})
    assert answer.status_code == 303
    assert (desk.read("pay"), desk.text(pay).words.markdown) == ("By bank.", "By **card**.")
    stale = signed_in(erin).post(address(erin, pay, "/restore"), data={"number": "1", "made_from": "2"})
    assert stale.status_code == 409


@pytest.mark.parametrize("query", ["?newer=9", "?newer=2&older=9", "?newer=x&older=%00"])
def test_a_revision_that_is_not_kept_is_not_found(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk, query: str
) -> None:
    desk.publish(pay, "By bank.")
    expected = 200 if "x" in query else 404
    assert signed_in(erin).get(address(erin, pay, f"/history{query}")).status_code == expected


def test_history_of_two_very_different_long_texts_is_a_page_that_can_be_read(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    desk.publish(pay, "\n".join("a" * 3_000))
    desk.publish(pay, "\n".join("b" * 3_000))
    page = signed_in(erin).get(address(erin, pay, "/history"))
    assert len(page.data) < 200_000
    assert "5,600 more changed lines are not shown" in page.text
    for revision in (2, 3):
        assert f'href="{address(erin, pay, f"/revisions/{revision}")}"' in page.text


def test_a_revision_is_there_as_plain_text_for_its_workspace(
    signed_in: SignIn, erin: Login, eve: Login, pay: Place, desk: Desk
) -> None:
    desk.publish(pay, "<b>By</b> bank.")
    plain = signed_in(erin).get(address(erin, pay, "/revisions/2"))
    assert (plain.status_code, plain.mimetype, plain.text) == (200, "text/plain", "Pay\n\n<b>By</b> bank.")
    for number in ("9", "x", "1" * 5_000, "%00", "-1"):
        assert signed_in(erin).get(address(erin, pay, f"/revisions/{number}")).status_code == 404
    for login in (erin, eve):
        assert signed_in(eve).get(address(login, pay, "/revisions/2")).status_code == 404


def test_a_draft_is_discarded_and_a_text_withdrawn(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    desk.draft(pay, "By bank.")
    assert signed_in(erin).post(address(erin, pay, "/discard"), data={"made_from": "1"}).status_code == 409
    assert signed_in(erin).post(address(erin, pay, "/discard"), data={"made_from": "2"}).status_code == 303
    assert desk.text(pay).draft is None
    assert signed_in(erin).post(address(erin, pay, "/withdraw")).status_code == 303
    assert desk.read("pay") is None
    assert signed_in(erin).post(address(erin, pay, "/explode")).status_code == 404


def test_a_translation_begins_beside_its_source_and_is_told_when_it_falls_behind(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    browser = signed_in(erin)
    begin = erin.page(f"/articles/{pay.article_id}/translate")
    assert "By **card**." in browser.get(f"{begin}?locale=de").text
    refused = browser.post(begin, data={"title": "Zahlen", "markdown": "Mit Karte.", "locale": "?"})
    assert refused.status_code == 422
    assert "Mit Karte." in refused.text
    made = browser.post(begin, data={"title": "Zahlen", "markdown": "Mit Karte.", "locale": "de"})
    german = Place(pay.article_id, "de")
    assert made.location == address(erin, german)
    desk.publish(german)
    assert "has changed" not in browser.get(address(erin, german)).text

    desk.publish(pay, "By bank.")
    assert "<strong>en has changed</strong>" in browser.get(address(erin, german)).text
    assert browser.post(address(erin, german, "/reviewed")).status_code == 303
    assert "has changed" not in browser.get(address(erin, german)).text
    assert browser.post(address(erin, german, "/delete")).status_code == 303
    assert browser.get(address(erin, german)).status_code == 404


def test_small_changes_and_reviewed_translations_are_said_on_the_form(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    german = desk.translate(pay.article_id, "Zahlen")
    fields: dict[str, Any] = {"title": "Pay", "made_from": "1", "do": "publish"}
    signed_in(erin).post(address(erin, pay), data={**fields, "markdown": "By card!", "is_small": "yes"})
    assert desk.text(pay).meaning_revision == 1
    signed_in(erin).post(address(erin, pay), data={**fields, "markdown": "By bank.", "made_from": "2"})
    assert desk.text(pay).meaning_revision == 3
    typed = {"title": "Zahlen", "made_from": "1", "markdown": "Mit Bank.", "do": "publish", "is_reviewed": "yes"}
    signed_in(erin).post(address(erin, german), data=typed)
    assert desk.text(german).reviewed_revision == 3


def test_a_new_article_begins_as_a_draft(signed_in: SignIn, erin: Login, desk: Desk) -> None:
    browser, page = signed_in(erin), erin.page("/articles/new")
    assert browser.get(page).status_code == 200
    refused = browser.post(page, data={"title": "支付", "markdown": "Kept", "locale": "en"})
    assert refused.status_code == 422
    assert "An address needs letters" in refused.text
    assert "Kept" in refused.text
    made = browser.post(page, data={"title": "支付", "slug": "pay", "markdown": "Kept", "locale": "zh"})
    assert made.status_code == 303
    assert "Not published" in browser.get(made.location).text
    assert desk.read("pay", "zh") is None


def test_a_new_article_begins_with_what_its_address_says(signed_in: SignIn, erin: Login) -> None:
    page = signed_in(erin).get(erin.page("/articles/new?title=%3Cb%3Ebank%00&locale=de")).text
    assert 'name="title" value="&lt;b&gt;bank' in page
    assert 'name="locale" value="de"' in page


def arrangement(pay: Place) -> str:
    return f"/articles/{pay.article_id}/arrangement"


def stamp(page: str) -> str:
    match = re.search(r'name="made_from" value="([0-9a-f]+)"', page)
    assert match
    return match[1]


def test_place_and_readers_are_set_and_what_is_refused_comes_back(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    browser, page = signed_in(erin), erin.page(arrangement(pay))
    fields = {"made_from": stamp(browser.get(page).text), "position": "3", "suggest_on": "/pay"}
    refused = browser.post(page, data={**fields, "readers": "rule", "rule": "{trait: plan, likes: pro}"})
    assert refused.status_code == 422
    assert "{trait: plan, likes: pro}" in refused.text
    assert "Line 1" in refused.text
    assert browser.post(page, data={**fields, "readers": "known"}).status_code == 303
    assert desk.read("pay") is None
    shown = browser.get(page).text
    assert 'value="known" checked' in shown
    assert "/pay</textarea>" in shown

    stale = browser.post(page, data={**fields, "readers": "everyone", "position": "8"})
    assert stale.status_code == 409
    assert 'name="position" value="8"' in stale.text
    again = browser.post(page, data={**fields, "made_from": stamp(stale.text), "readers": "everyone"})
    assert again.status_code == 303
    assert desk.read("pay") == "By card."


def test_what_opens_the_article_is_told(
    signed_in: SignIn, erin: Login, tenant: Tenant, pay: Place, tmp_path: Path
) -> None:
    browser, page = signed_in(erin), erin.page(arrangement(pay))
    assert "Opened by" not in browser.get(page).text
    folder = tmp_path / "content" / "checklists"
    folder.mkdir(parents=True)
    for key, article in (("start", "pay"), ("other", pay.article_id), ("third", "another")):
        task = f"{{key: pay, title: Pay, action: {{article: {article}}}}}"
        (folder / f"{key}.yaml").write_text(f"key: {key}\ntitle: List {key}\ntasks:\n  - {task}\n")
    push(folder.parent, tenant.environment, actor="test")
    shown = " ".join(browser.get(page).text.split())
    assert "Opened by the checklist “List other”, the checklist “List start”." in shown


def test_an_address_is_changed_and_the_old_one_leads_there(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    browser = signed_in(erin)
    desk.write("Other")
    refused = browser.post(address(erin, pay, "/rename"), data={"slug": "other"})
    assert refused.status_code == 422
    assert 'value="other"' in refused.text
    assert browser.post(address(erin, pay, "/rename"), data={"slug": "payment"}).status_code == 303
    moved = browser.get("/help/en/articles/pay")
    assert (moved.status_code, moved.location) == (301, "/help/en/articles/payment")


def test_a_deleted_article_leads_to_its_successor(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    browser = signed_in(erin)
    desk.published("Heir")
    refused = browser.post(erin.page(f"/articles/{pay.article_id}/delete"), data={"successor": "none"})
    assert refused.status_code == 422
    assert browser.post(erin.page(f"/articles/{pay.article_id}/delete"), data={"successor": "heir"}).status_code == 303
    assert browser.get("/help/en/articles/pay").location == "/help/en/articles/heir"
    assert browser.get(erin.page(f"/articles/{pay.article_id}")).status_code == 404
