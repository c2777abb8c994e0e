"""What visitors of the help centre seek and read is counted once, without knowing who they are."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from onboarding.help.centre import submitting
from onboarding.help.centre.models import VisitSalt
from onboarding.help.centre.visitor_log import SubmittedQuery, note_reading, note_search
from onboarding.help.centre.visits import Visitor
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.usage.models import HELP_SESSION, ArticleViews, Search, Surface
from onboarding.help.usage.normalising import normalised
from onboarding.store import db, transaction
from tests.conftest import NOON, FakeClock, Tenant
from tests.help.library import Library
from tests.help.test_centre_pages import Page
from tests.tickets.simultaneous import all_at_once

SEARCH = "/help/en/search"
READ = "/help/en/articles/bank/read"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
AT_A_PAGE = {"User-Agent": FIREFOX, "Origin": "http://localhost"}
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
Headers = dict[str, str]


@pytest.fixture
def bank(library: Library) -> Library:
    """Two articles for everyone, one of them in two languages, and one that is not."""
    library.write("bank.en.md", "Words about IBAN.")
    library.write("bank.de.md", "Worte.", slug="die-bank")
    library.write("card.en.md")
    library.write("prices.en.md", audience="known")
    library.bring_in()
    return library


def sought() -> list[Search]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Search).order_by(Search.settled_at, Search.id)))


def views() -> int:
    db.session.rollback()
    return sum(db.session.scalars(select(ArticleViews.views)))


def submit(client: FlaskClient, query: str, headers: Headers = AT_A_PAGE, **more: Any) -> TestResponse:
    return client.post(SEARCH, data={"q": query}, headers=headers, **more)


def read(client: FlaskClient, query: str | None = None, headers: Headers = AT_A_PAGE, path: str = READ) -> int:
    data = {} if query is None else {"q": query}
    return client.post(path, data=data, headers=headers).status_code


def article_id(library: Library, slug: str) -> str:
    entry = catalogue_of(library.tenant.workspace_id).find(slug, ["en"])
    assert entry is not None
    return entry.article_id


def test_a_submitted_search_is_logged_and_leads_to_an_address_that_can_be_passed_on(
    client: FlaskClient, bank: Library
) -> None:
    answer = submit(client, "  Bank  ACCOUNT\0 & more ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/help/en/search?q=Bank++ACCOUNT+%26+more")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    [row] = sought()
    assert (row.surface, row.user_id, row.locale) == (Surface.HELP_CENTRE, None, "en")
    assert (row.query, row.normalised) == ("Bank  ACCOUNT & more", "bank account & more")
    assert (row.results, row.shown, row.settled_at) == (1, [article_id(bank, "bank")], NOON)
    assert (row.environment_id, row.opened_at, row.url) == (bank.tenant.environment.id, None, None)


def test_forms_of_every_page_submit_their_search(client: FlaskClient, bank: Library) -> None:
    for path in ("/help/en/", "/help/en/articles/bank", SEARCH, "/help/en/nothing"):
        forms = Page(client.get(path)).all("form", role="search")
        assert [(each["method"], each["action"]) for each in forms] == [("post", SEARCH)], path


def test_results_are_read_without_writing_anything(client: FlaskClient, bank: Library) -> None:
    for path in (f"{SEARCH}?q=bank", f"{SEARCH}?q=bank&page=2", f"{SEARCH}?q=bank&literal", "/help/en/articles/bank"):
        answer = client.get(path, headers=AT_A_PAGE)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=60")
        again = client.get(path, headers=AT_A_PAGE | {"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    assert (sought(), views()) == ([], 0)


@pytest.mark.parametrize("query", ["", "  ", "\0"])
def test_an_empty_search_is_none(client: FlaskClient, bank: Library, query: str) -> None:
    assert submit(client, query).headers["Location"] == f"{SEARCH}?q="
    assert sought() == []


NOBODY = [
    {"User-Agent": FIREFOX},
    {"User-Agent": FIREFOX, "Origin": "https://elsewhere.test"},
    {"User-Agent": FIREFOX, "Origin": "null"},
    {"User-Agent": FIREFOX, "Origin": "http://[x"},
    {"User-Agent": FIREFOX, "Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"User-Agent": FIREFOX, "Origin": "http://localhost", "Sec-Fetch-Site": "none"},
    *({**AT_A_PAGE, "User-Agent": each} for each in (GOOGLEBOT, "", "curl/8.5", "Mozilla/5.0 HeadlessChrome/142.0")),
]


@pytest.mark.parametrize("headers", NOBODY)
def test_what_no_person_at_our_pages_sends_is_answered_and_not_counted(
    client: FlaskClient, bank: Library, headers: Headers
) -> None:
    assert submit(client, "bank", headers).headers["Location"] == f"{SEARCH}?q=bank"
    assert read(client, headers=headers) == 204
    assert (sought(), views()) == ([], 0)


@pytest.mark.parametrize(
    "agent", ["Mozilla/5.0 (Linux; Android 13; CUBOT P80) Chrome/142.0 Mobile Safari/537.36", FIREFOX]
)
def test_a_telephone_called_cubot_is_no_robot(client: FlaskClient, bank: Library, agent: str) -> None:
    submit(client, "bank", {"User-Agent": agent, "Sec-Fetch-Site": "same-origin"})
    assert len(sought()) == 1


def test_the_same_words_again_within_half_an_hour_are_the_same_search(
    client: FlaskClient, bank: Library, clock: FakeClock
) -> None:
    for query in ("bank", "Bank", " bank ", "card", "bank"):
        submit(client, query)
        clock.advance(minutes=5)
    assert [each.query for each in sought()] == ["bank", "card"]
    clock.advance(minutes=30)
    submit(client, "bank")
    assert [each.query for each in sought()] == ["bank", "card", "bank"]


def test_searches_of_one_visit_belong_together_and_to_no_other(
    client: FlaskClient, bank: Library, clock: FakeClock
) -> None:
    submit(client, "bank")
    clock.advance(seconds=1)
    submit(client, "card")
    clock.advance(seconds=1)
    submit(client, "bank", AT_A_PAGE | {"User-Agent": FIREFOX + " (other)"})
    clock.advance(seconds=1)
    submit(client, "bank", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    first, second, third, fourth = (each.help_session for each in sought())
    assert first == second
    assert len({first, third, fourth}) == 3


def test_a_search_submitted_several_times_at_once_is_one(app: Flask, bank: Library) -> None:
    def submit_once(_: int) -> int:
        return submit(app.test_client(), "bank").status_code

    assert all_at_once(submit_once, range(4)) == [303] * 4
    assert [each.query for each in sought()] == ["bank"]


def test_a_visit_cannot_be_led_back_to_an_address_or_another_day(
    client: FlaskClient, bank: Library, clock: FakeClock
) -> None:
    submit(client, "bank")
    clock.advance(days=1)
    submit(client, "bank")
    before, after = (each.help_session or "" for each in sought())
    assert re.fullmatch(r"vis_[0-9a-f]{32}", before)
    assert before != after
    db.session.rollback()
    assert list(db.session.scalars(select(VisitSalt.day))) == [clock().date()]


def test_reading_an_article_counts_it_as_opened(client: FlaskClient, bank: Library) -> None:
    [script] = [each for each in Page(client.get("/help/en/articles/bank")).all("script") if "src" in each]
    assert script["data-read"] == READ
    assert client.get(script["src"] or "").mimetype == "text/javascript"
    assert read(client) == read(client) == 204
    db.session.rollback()
    [row] = db.session.execute(select(ArticleViews.article_id, ArticleViews.day, ArticleViews.views))
    assert tuple(row) == (article_id(bank, "bank"), NOON.date(), 2)
    assert sought() == []


def test_the_article_opened_first_is_noted_at_its_search(client: FlaskClient, bank: Library, clock: FakeClock) -> None:
    submit(client, "iban")
    opened = clock.advance(seconds=20)
    read(client, "IBAN ")
    clock.advance(seconds=20)
    read(client, "iban", path="/help/en/articles/card/read")
    [row] = sought()
    assert (row.opened_article_id, row.opened_at) == (article_id(bank, "bank"), opened)
    assert views() == 2


@pytest.mark.parametrize(
    ("query", "headers", "minutes"),
    [
        ("card", AT_A_PAGE, 1),
        (None, AT_A_PAGE, 1),
        ("bank", AT_A_PAGE | {"User-Agent": FIREFOX + " (other)"}, 1),
        ("bank", AT_A_PAGE, 31),
    ],
)
def test_an_article_read_for_another_reason_is_not_opened_from_the_search(
    client: FlaskClient, bank: Library, clock: FakeClock, query: str | None, headers: Headers, minutes: int
) -> None:
    submit(client, "bank")
    clock.advance(minutes=minutes)
    read(client, query, headers)
    [row] = sought()
    assert (row.opened_at, views()) == (None, 1)


@pytest.mark.parametrize("slug", ["prices", "nothing", "%00"])
def test_an_article_that_visitors_cannot_read_is_not_counted(client: FlaskClient, bank: Library, slug: str) -> None:
    assert read(client, "bank", path=f"/help/en/articles/{slug}/read") == 404
    assert views() == 0


def test_a_search_that_cannot_be_logged_is_answered(
    client: FlaskClient, bank: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("INSERT", None, OSError("disk full"))

    monkeypatch.setattr(submitting, "note_search", full)
    assert submit(client, "bank").headers["Location"] == f"{SEARCH}?q=bank"


def test_an_address_can_submit_more_searches_than_are_logged(client: FlaskClient, bank: Library) -> None:
    assert {submit(client, f"bank {number}").status_code for number in range(35)} == {303}
    assert len(sought()) == 30


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["search", "read"]),
        st.sampled_from("ab"),
        st.sampled_from(["bank", "Bank ", "card"]),
        st.integers(0, 40),
    ),
    max_size=12,
)


@settings(max_examples=30)
@given(acts=ACTS)
def test_the_log_is_what_a_person_would_write_down(tenant: Tenant, acts: list[tuple[str, str, str, int]]) -> None:
    with transaction() as session:
        for table in (Search, VisitSalt, ArticleViews):
            session.execute(delete(table))
    told: list[dict[str, Any]] = []
    moment = NOON.replace(hour=0)
    for number, (act, who, query, minutes) in enumerate(acts):
        moment += HELP_SESSION / 30 * minutes
        visitor, words = Visitor("192.0.2.1", who), normalised(query)
        recent = [each for each in told if (each["who"], each["words"]) == (who, words)]
        recent = [each for each in recent if moment - each["at"] < HELP_SESSION]
        if act == "search":
            note_search(tenant.environment, visitor, SubmittedQuery(query, "en", 1, ["art_1"]), moment)
            if not recent:
                told.append({"who": who, "words": words, "at": moment, "opened": None})
        else:
            note_reading(tenant.environment, visitor, f"art_{number}", moment, query=query)
            if recent and recent[-1]["opened"] is None:
                recent[-1]["opened"] = f"art_{number}"
    rows = sought()
    assert sorted((each.normalised, each.settled_at, each.opened_article_id or "") for each in rows) == sorted(
        (each["words"], each["at"], each["opened"] or "") for each in told
    )
    assert len({each.help_session for each in rows}) == len({each["who"] for each in told})
    assert views() == sum(act == "read" for act, *_ in acts)
