"""The list of articles, collections, files and the report."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from onboarding.dashboard.articles import forms
from onboarding.help.authoring.collections.queries import collection_choices
from onboarding.help.files.queries import file_page
from onboarding.help.writing.words import Place
from onboarding.store import db, transaction
from tests.conftest import NOON, FakeClock, StatementCount, Tenant
from tests.dashboard.conftest import Login, SignIn
from tests.help.authoring.conftest import Desk
from tests.insights.population import make_ticket

PNG = b"\x89PNG\r\n\x1a\n"


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row" data-label="Article">\s*<a [^>]*>([^<]*)</a>', page)


def test_articles_are_listed_with_their_languages_and_filtered(
    signed_in: SignIn, bob: Login, desk: Desk, pay: Place, clock: FakeClock
) -> None:
    clock.advance(minutes=1)
    desk.write("Draft")
    desk.translate(pay.article_id, "Zahlen")
    browser = signed_in(bob)
    page = browser.get(bob.page("/articles")).text
    assert rows(page) == ["Draft", "Pay"]
    assert "New article" not in page, "a viewer makes none"
    assert rows(browser.get(bob.page("/articles?missing=de")).text) == ["Draft"]
    assert rows(browser.get(bob.page("/articles?text=card&state=published")).text) == ["Pay"]
    assert "No article is like that" in browser.get(bob.page("/articles?text=nothing")).text
    assert rows(browser.get(bob.page("/articles?state=none-of-them")).text) == ["Draft", "Pay"]


@pytest.mark.parametrize("cursor", ["x", "%00", "AAAA", "%ff"])
def test_a_page_that_no_list_named_is_refused(signed_in: SignIn, bob: Login, cursor: str) -> None:
    for page in ("/articles", "/articles/files"):
        assert signed_in(bob).get(bob.page(f"{page}?cursor={cursor}")).status_code == 422


def test_requests_made_after_reading_an_article_stand_beside_it_but_ignored_ones(
    signed_in: SignIn, bob: Login, tenant: Tenant, pay: Place
) -> None:
    with transaction() as session:
        for status in ("open", "ignored"):
            ticket = make_ticket(tenant, None, NOON, status=status)
            ticket.article_id = pay.article_id
            session.add(ticket)
    page = signed_in(bob).get(bob.page("/articles")).text
    assert re.search(r'data-label="Requests after">1<', page)


def test_collections_are_made_changed_moved_and_deleted(
    signed_in: SignIn, erin: Login, tenant: Tenant, desk: Desk
) -> None:
    browser, page = signed_in(erin), erin.page("/articles/collections")
    assert "No collections yet" in browser.get(page).text
    refused = browser.post(page, data={"locale": "en", "title": "", "description": "Kept"})
    assert refused.status_code == 422
    assert 'value="Kept"' in refused.text
    for title in ("Money", "Access"):
        assert browser.post(page, data={"locale": "en", "title": title}).status_code == 303
    money, access = collection_choices(tenant.environment)

    form = browser.get(f"{page}?change={money.id}").text
    fields = {"locale": "en", "title": "Money!", "slug": "money", "parent": access.id}
    stale = browser.post(f"{page}/{money.id}", data={**fields, "made_from": "older"})
    assert stale.status_code == 409
    assert 'value="Money!"' in stale.text
    made_from = re.search(r'name="made_from" value="([0-9a-f]+)"', form)
    assert made_from
    assert browser.post(f"{page}/{money.id}", data={**fields, "made_from": made_from[1]}).status_code == 303
    db.session.rollback()
    assert [each.path for each in collection_choices(tenant.environment)] == ["access", "access/money"]

    assert browser.post(f"{page}/{access.id}/move", data={"direction": "down"}).status_code == 303
    assert browser.post(f"{page}/{access.id}/move", data={"direction": "off"}).status_code == 422
    assert browser.post(f"{page}/{access.id}/delete").status_code == 422
    assert browser.post(f"{page}/{money.id}/delete").status_code == 303
    assert browser.post(f"{page}/{money.id}/delete").status_code == 404


def test_files_are_added_and_deleted_unless_they_are_used(signed_in: SignIn, erin: Login, desk: Desk) -> None:
    browser, page = signed_in(erin), erin.page("/articles/files")
    refused = browser.post(page, data={"file": (io.BytesIO(b""), "")}, content_type="multipart/form-data")
    assert refused.status_code == 422
    added = browser.post(page, data={"file": (io.BytesIO(PNG), "bank.png")}, content_type="multipart/form-data")
    assert added.status_code == 303
    (kept,) = file_page(desk.workspace_id, limit=9).items
    assert kept.markdown in browser.get(page).text
    place = desk.published("Pay", kept.markdown)
    assert browser.post(f"{page}/{kept.digest}/delete").status_code == 409
    desk.publish(place, "Without.")
    assert browser.post(f"{page}/{kept.digest}/delete").status_code == 303
    assert browser.get(kept.path).status_code == 404


def test_a_form_that_is_too_large_is_refused_before_it_is_read(
    signed_in: SignIn, erin: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LARGEST", 1_000)
    monkeypatch.setattr(forms, "LARGEST_TEXTS", 1_000)
    data = {"file": (io.BytesIO(PNG + b"x" * 2_000), "large.png")}
    answer = signed_in(erin).post(erin.page("/articles/files"), data=data, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_the_report_names_what_was_found_and_where(signed_in: SignIn, bob: Login, desk: Desk) -> None:
    desk.published("From", "[x](/help/en/articles/none)")
    page = signed_in(bob).get(bob.page("/articles/report")).text
    assert "/help/en/articles/none: there is no such article" in page
    for query in ("stale=x&unread=%00", "stale=999999999", "unread=1000000", "stale=0&unread=-1"):
        answer = signed_in(bob).get(bob.page(f"/articles/report?{query}"))
        page = answer.text
        assert (answer.status_code, 'value="12"' in page, 'value="90"' in page) == (200, True, True), query


def test_no_page_asks_more_often_for_having_more_to_show(
    signed_in: SignIn,
    bob: Login,
    desk: Desk,
    pay: Place,
    count_statements: Callable[[], AbstractContextManager[StatementCount]],
) -> None:
    browser = signed_in(bob)
    pages = (
        "",
        "/report",
        "/collections",
        "/files",
        f"/{pay.article_id}/en",
        f"/{pay.article_id}/en/history",
        f"/{pay.article_id}/arrangement",
    )

    def statements() -> list[int]:
        counts = []
        for page in pages:
            with count_statements() as count:
                assert browser.get(bob.page(f"/articles{page}")).status_code == 200
            counts.append(count.total)
        return counts

    desk.publish(pay, "Once more, [x](/help/en/articles/pay).")
    before = statements()
    for number in range(4):
        desk.publish(desk.translate(pay.article_id, f"Translation {number}", f"d{chr(97 + number)}"))
        other = desk.published(f"Other {number}", "[x](/help/en/articles/pay)")
        desk.draft(other, "Waits.")
        desk.publish(pay, f"Once more, {number} [x](/help/en/articles/pay) [y](/help/en/articles/other-{number}).")
    assert statements() == before
