"""Votes of the help centre's readers, by a form that needs no script."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from onboarding.help.votes.models import ArticleVote
from onboarding.store import db
from tests.help.library import Library
from tests.help.test_centre_pages import Page, text_of

VOTE = "/help/en/articles/bank/vote"


@pytest.fixture
def bank(library: Library) -> Library:
    """An article to vote on, and one that is not for everybody."""
    library.write("bank.en.md")
    library.write("bank.de.md", slug="die-bank")
    library.write("prices.en.md", audience="known")
    library.bring_in()
    return library


def votes() -> list[tuple[bool, str | None, str, int | None]]:
    db.session.rollback()
    rows = select(ArticleVote.is_helpful, ArticleVote.comment, ArticleVote.locale, ArticleVote.user_id)
    return [tuple(row) for row in db.session.execute(rows.order_by(ArticleVote.comment.is_(None), ArticleVote.id))]  # type: ignore[misc]


def asked(answer: TestResponse) -> dict[str, list[str]]:
    """What the address says to which a vote leads."""
    assert (answer.status_code, answer.headers["Cache-Control"]) == (303, "no-store")
    return parse_qs(urlsplit(answer.headers["Location"]).query, keep_blank_values=True)


def test_article_asks_whether_it_helped_and_keeps_the_answer(client: FlaskClient, bank: Library) -> None:
    page = Page(client.get("/help/en/articles/bank"))
    assert page.all("form", action=VOTE, method="post")
    assert [each["value"] for each in page.all("button", name="helpful")] == ["yes", "no"]
    thanks = client.post(VOTE, data={"helpful": "no"}, follow_redirects=True)
    assert (thanks.status_code, votes()) == (200, [(False, None, "en", None)])
    assert "Thank you for telling us What was missing? Send" in text_of(thanks)
    assert "Set-Cookie" not in thanks.headers
    assert thanks.headers["Cache-Control"] == "no-store"


def test_comment_goes_with_the_vote_it_is_about(client: FlaskClient, bank: Library) -> None:
    client.post(VOTE, data={"helpful": "yes"})
    ballot = asked(client.post(VOTE, data={"helpful": "no"}))["ballot"][0]
    said = client.post(VOTE, data={"helpful": "no", "ballot": ballot, "comment": " Which\0 bank? <b> "})
    assert asked(said) == {"helpful": ["no"], "said": [""]}
    assert votes() == [(False, "Which bank? <b>", "en", None), (True, None, "en", None)]
    assert "textarea" not in client.get(said.headers["Location"]).text


def test_vote_counts_for_the_language_that_was_read(client: FlaskClient, bank: Library) -> None:
    client.post("/help/de/articles/die-bank/vote", data={"helpful": "yes"})
    assert votes() == [(True, None, "de", None)]


@pytest.mark.parametrize("helpful", ["", "maybe", "True", "yes\0"])
def test_vote_that_says_nothing_is_refused(client: FlaskClient, bank: Library, helpful: str) -> None:
    assert client.post(VOTE, data={"helpful": helpful}).status_code == 422
    assert votes() == []


@pytest.mark.parametrize("slug", ["prices", "nothing", "%00"])
def test_article_that_one_cannot_read_cannot_be_voted_on(client: FlaskClient, bank: Library, slug: str) -> None:
    assert client.post(f"/help/en/articles/{slug}/vote", data={"helpful": "yes"}).status_code == 404
    assert client.get(f"/help/en/articles/{slug}/thanks").status_code == 404
    assert votes() == []


def test_ballot_of_somebody_else_or_none_is_a_vote_of_its_own(client: FlaskClient, bank: Library) -> None:
    client.post(VOTE, data={"helpful": "yes", "ballot": "vot_nobodys"})
    client.post(VOTE, data={"helpful": "yes", "ballot": "x\0" * 500, "comment": "c" * 5_000})
    assert [(helpful, len(comment or "")) for helpful, comment, _, _ in votes()] == [(True, 1_000), (True, 0)]


def test_thanks_show_what_the_address_says_as_text(client: FlaskClient, bank: Library) -> None:
    answer = client.get("/help/en/articles/bank/thanks?helpful=no&ballot=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    page = Page(answer)
    assert page.all("script") == []
    assert page.all("input", name="ballot")[0]["value"] == '"><script>alert(1)</script>'
