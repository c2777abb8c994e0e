"""The page on which a text is written: nothing that was typed is ever lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from onboarding.help.files.queries import file_page
from onboarding.help.models import Article
from onboarding.help.writing.words import Place
from onboarding.store import transaction
from tests.dashboard.conftest import Login, SignIn
from tests.help.authoring.conftest import Desk

PNG = b"\x89PNG\r\n\x1a\n"


def address(login: Login, place: Place, rest: str = "") -> str:
    return login.page(f"/articles/{place.article_id}/{place.locale}{rest}")


def write(signed_in: SignIn, login: Login, place: Place, **fields: Any) -> Any:
    data = {"title": "Pay", "markdown": "By **card**.", "made_from": "1", "do": "save", **fields}
    return signed_in(login).post(address(login, place), data=data, content_type="multipart/form-data")


def test_page_shows_what_was_typed_and_what_readers_see(signed_in: SignIn, erin: Login, pay: Place) -> None:
    page = signed_in(erin).get(address(erin, pay)).text
    assert "By **card**." in page
    assert "<p>By <strong>card</strong>.</p>" in page
    assert "Published; revision 1" in page


def test_restricted_article_has_no_page_to_see_it_on(signed_in: SignIn, erin: Login, pay: Place) -> None:
    with transaction() as session:
        session.execute(update(Article).values(audience="known"))
    page = signed_in(erin).get(address(erin, pay)).text
    assert "Published; revision 1" in page
    assert "See it in the help centre" not in page


def test_article_without_a_language_leads_to_the_one_that_stands_for_it(
    signed_in: SignIn, erin: Login, pay: Place
) -> None:
    answer = signed_in(erin).get(erin.page(f"/articles/{pay.article_id}"))
    assert (answer.status_code, answer.location) == (303, address(erin, pay))


def test_preview_draws_what_is_typed_and_keeps_nothing(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    page = write(signed_in, erin, pay, markdown="By *bank*, [so](/help/en/articles/none).", do="preview", note="Why")
    assert page.status_code == 200
    assert "<em>bank</em>" in page.text
    assert "there is no such article" in page.text
    assert 'value="Why"' in page.text
    assert desk.text(pay).revision == 1


def test_a_draft_is_saved_beside_what_readers_see(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    answer = write(signed_in, erin, pay, markdown="By bank.", note="Clearer")
    assert (answer.status_code, answer.location) == (303, address(erin, pay))
    assert (desk.read("pay"), desk.text(pay).words.markdown) == ("By card.", "By bank.")
    assert "waits as a draft" in signed_in(erin).get(address(erin, pay)).text


def test_publishing_shows_it(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    assert write(signed_in, erin, pay, markdown="By bank.", do="publish").status_code == 303
    assert desk.read("pay") == "By bank."


def test_what_is_refused_comes_back_in_its_field(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    answer = write(signed_in, erin, pay, title="", markdown="My words", keywords="mine", do="publish")
    assert answer.status_code == 422
    assert "An article needs a title." in answer.text
    assert 'aria-describedby="wrong-title"' in answer.text
    assert "My words" in answer.text
    assert 'value="mine"' in answer.text
    assert desk.read("pay") == "By card."


@pytest.mark.parametrize("step", ["save", "publish"])
def test_a_stale_form_shows_both_texts_and_saving_again_keeps_both(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk, step: str
) -> None:
    desk.publish(pay, "By their bank.")
    answer = write(signed_in, erin, pay, markdown="By my bank.", do=step)
    assert answer.status_code == 409
    assert "saved this text while you were writing" in answer.text
    assert "<del>their</del>" in answer.text
    assert "<ins>my</ins>" in answer.text
    assert 'name="made_from" value="2"' in answer.text
    assert desk.text(pay).words.markdown == "By their bank."

    assert write(signed_in, erin, pay, markdown="By my bank.", made_from="2", do=step).status_code == 303
    assert "<ins>their bank</ins>" in signed_in(erin).get(address(erin, pay, "/history?newer=2")).text
    assert desk.text(pay).words.markdown == "By my bank."


@pytest.mark.parametrize("made_from", ["", "x", "-1", "1e9", "9" * 40, "\0"])
def test_a_form_that_says_nonsense_of_where_it_came_from_is_stale(
    signed_in: SignIn, erin: Login, pay: Place, made_from: str
) -> None:
    assert write(signed_in, erin, pay, markdown="Mine.", made_from=made_from).status_code == 409


def test_a_file_is_added_to_the_text_and_nothing_typed_is_lost(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    answer = write(signed_in, erin, pay, markdown="See", do="upload", file=(io.BytesIO(PNG), "bank.png"))
    assert answer.status_code == 200
    (kept,) = file_page(desk.workspace_id, limit=9).items
    assert f"See\n\n{kept.markdown}" in answer.text
    assert f'<img src="{kept.path}?workspace={erin.workspace}"' in answer.text
    assert desk.text(pay).revision == 1

    refused = write(signed_in, erin, pay, markdown="See", do="upload", file=(io.BytesIO(b"MZ\0"), "bank.png"))
    assert refused.status_code == 422
    assert "none of the kinds taken" in refused.text
    assert "See</textarea>" in refused.text
    assert "Choose a file first." in write(signed_in, erin, pay, do="upload").text


def test_the_longest_text_there_can_be_goes_through_the_form(
    signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    assert write(signed_in, erin, pay, markdown="語" * 100_000).status_code == 303
    assert len(desk.text(pay).words.markdown) == 100_000
    longer = write(signed_in, erin, pay, markdown="語" * 100_001, made_from="2")
    assert longer.status_code == 422
    assert "100,001 characters" in longer.text


def test_what_cannot_be_stored_is_no_failure(signed_in: SignIn, erin: Login, pay: Place) -> None:
    assert write(signed_in, erin, pay, markdown="a\0b", title="\0").status_code == 303
    for path in (
        f"/articles/{pay.article_id}%00/en",
        f"/articles/{pay.article_id}/%00",
        "/articles?text=%00&collection=%00",
    ):
        assert signed_in(erin).get(erin.page(path)).status_code in (200, 404)


def test_hostile_words_do_nothing_on_the_page(signed_in: SignIn, erin: Login, pay: Place) -> None:
    hostile = "<script>alert(1)</script></textarea><img src=x onerror=alert(1)>[x](javascript:alert(1))"
    write(signed_in, erin, pay, title="<b>x", description="<i>", keywords="<u>", markdown=hostile, note="<s>")
    for rest in ("", "/history"):
        page = signed_in(erin).get(address(erin, pay, rest)).text
        for tag in ("<script>", "<img src=x", "<b>", "<i>", "<u>", "<s>", "</textarea><img", 'href="javascript'):
            assert tag not in page.replace("</textarea></label>", ""), (rest, tag)


def test_a_viewer_reads_and_changes_nothing(signed_in: SignIn, bob: Login, pay: Place, desk: Desk) -> None:
    desk.write("Nur deutsch", locale="de")
    page = signed_in(bob).get(address(bob, pay)).text
    assert "By **card**." in page
    assert "/translate" not in page
    assert "Publish" not in page.replace("Published", "")
    for rest, data in (
        ("", {"title": "Mine", "made_from": "1"}),
        ("/withdraw", {}),
        ("/rename", {"slug": "mine"}),
        ("/restore", {"number": "1", "made_from": "1"}),
    ):
        assert signed_in(bob).post(address(bob, pay, rest), data=data).status_code == 403
    for path in (
        "/new",
        "/collections",
        "/files",
        f"/{pay.article_id}/arrangement",
        f"/{pay.article_id}/delete",
        f"/{pay.article_id}/translate",
    ):
        assert signed_in(bob).post(bob.page(f"/articles{path}"), data={}).status_code == 403
    assert desk.read("pay") == "By card."


def test_a_stranger_finds_nothing_there(signed_in: SignIn, eve: Login, erin: Login, pay: Place) -> None:
    browser = signed_in(eve)
    assert browser.get(address(erin, pay)).status_code == 404
    assert browser.get(address(eve, pay)).status_code == 404
    assert browser.post(address(eve, pay), data={"title": "x", "made_from": "1"}).status_code == 404
    assert browser.post(address(eve, pay, "/withdraw")).status_code == 404


def test_words_of_somebody_who_was_signed_out_come_back_and_can_be_saved_after_signing_in(
    app: Flask, signed_in: SignIn, erin: Login, pay: Place, desk: Desk
) -> None:
    fields = {"title": "Pay", "markdown": "<b>Mine</b>", "note": "Why", "made_from": "1", "do": "publish"}
    for place in (address(erin, pay), erin.page("/articles/new"), erin.page(f"/articles/{pay.article_id}/translate")):
        answer = app.test_client().post(place, data=fields, content_type="multipart/form-data")
        assert answer.status_code == 401
        assert "&lt;b&gt;Mine&lt;/b&gt;" in answer.text
        assert f'action="{place}"' in answer.text
        for name in ("made_from", "note", "do"):
            assert f'name="{name}" value="{fields[name]}"' in answer.text
    assert desk.read("pay") == "By card."
    assert signed_in(erin).post(address(erin, pay), data=fields).status_code == 303
    assert desk.read("pay") == "Mine"


def test_a_form_of_another_site_changes_nothing(signed_in: SignIn, erin: Login, pay: Place, desk: Desk) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = signed_in(erin).post(address(erin, pay, "/withdraw"), headers=headers)
    assert answer.status_code == 403
    assert desk.read("pay") == "By card."
