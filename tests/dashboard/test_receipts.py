"""What a page says once a form was carried out: one sentence, on the next page, once."""

from __future__ import annotations

import re

from flask import Flask

from onboarding.dashboard.receipts import SENTENCES, SILENT
from tests.conftest import HOST_ORIGIN, Tenant
from tests.dashboard.conftest import Login, SignIn

SECOND = "https://admin.pennyleaf.test"


def said(page: str) -> list[str]:
    return re.findall(r'<p class="receipt" role="status">([^<]*)</p>', page)


def test_every_form_says_what_it_did_or_shows_it(app: Flask) -> None:
    forms = {
        rule.endpoint.removeprefix("dashboard.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("dashboard.") and "POST" in (rule.methods or ())
    }
    assert forms == SENTENCES.keys() | SILENT
    assert not SENTENCES.keys() & SILENT


def test_next_page_says_what_the_form_did_once(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    browser, settings = signed_in(alice), alice.page("/settings")
    assert browser.post(f"{settings}/origins", data={"allow": SECOND}).status_code == 303
    assert said(browser.get(settings).text) == ["The origin may embed the widget now."]
    assert said(browser.get(settings).text) == []
    browser.post(f"{settings}/origins", data={"remove": SECOND})
    assert said(browser.get(settings).text) == ["The origin was removed."]


def test_what_is_said_follows_the_choice_in_the_form(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    browser, settings = signed_in(alice), alice.page("/settings")
    for wanted, sentence in (("off", "Identity is no longer enforced."), ("on", "Identity is enforced now.")):
        browser.post(f"{settings}/identity", data={"enforce": wanted})
        assert said(browser.get(settings).text) == [sentence]


def test_draft_and_publication_are_told_apart(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    browser = signed_in(alice)
    made = browser.post(alice.page("/articles/new"), data={"locale": "en", "title": "Banks", "markdown": "Go on."})
    assert said(browser.get(made.location).text) == ["The draft was saved. Readers see it once you publish it."]
    begun = re.search(r'name="made_from" value="(\d+)"', browser.get(made.location).text)
    assert begun is not None
    words = {"made_from": begun[1], "title": "Banks", "markdown": "Go on."}
    assert said(browser.post(made.location, data={**words, "do": "preview"}).text) == []
    assert browser.post(made.location, data={**words, "do": "publish"}).status_code == 303
    assert said(browser.get(made.location).text) == ["Published: readers see this text now."]


def test_form_that_was_refused_says_nothing_later(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    browser, settings = signed_in(alice), alice.page("/settings")
    assert browser.post(f"{settings}/origins", data={"allow": "nowhere"}).status_code == 422
    assert said(browser.get(settings).text) == []


def test_form_of_an_ended_session_says_nothing_after_signing_in(
    signed_in: SignIn, tenant: Tenant, alice: Login
) -> None:
    browser, settings = signed_in(alice), alice.page("/settings")
    with browser.session_transaction() as session:
        epoch, session["epoch"] = session["epoch"], 0
    assert browser.post(f"{settings}/origins", data={"remove": HOST_ORIGIN}).status_code == 303
    with browser.session_transaction() as session:
        session["epoch"] = epoch
    assert said(browser.get(settings).text) == []


def test_page_that_says_nothing_sets_no_cookie(signed_in: SignIn, tenant: Tenant, alice: Login) -> None:
    assert "Set-Cookie" not in signed_in(alice).get(alice.page("/settings")).headers
