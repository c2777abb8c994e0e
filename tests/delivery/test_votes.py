"""POST /v1/articles/…/vote: one vote per user and text, changeable, with or without a comment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from onboarding.help.reading.queries import catalogue_of
from onboarding.help.votes.models import ArticleVote
from onboarding.rules.conditions import Facts
from onboarding.store import db, transaction
from onboarding.web.limits import limiter
from onboarding.workspaces.models import Environment
from tests.conftest import HOST_ORIGIN, ON_SQLITE_ALONE, FakeClock, StatementCount, Tenant
from tests.delivery.conftest import Widget, visitor, widget
from tests.help.conftest import library
from tests.help.library import Library
from tests.progress.conftest import live

__all__ = ["library", "live", "visitor", "widget"]


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", False)


@pytest.fixture(autouse=True)
def articles(library: Library) -> None:
    library.write("banks.en.md")
    library.write("banks.de.md", title="Banken")
    library.write("secret.en.md", audience={"trait": "plan", "is": "pro"})
    library.bring_in()


def cast(widget: Widget, article: str = "banks", **said: Any) -> TestResponse:
    return widget.post(f"/v1/articles/{article}/vote", said)


def stored() -> list[tuple[str, bool, str | None]]:
    db.session.expire_all()
    rows = db.session.scalars(select(ArticleVote).order_by(ArticleVote.locale, ArticleVote.voted_at))
    return [(row.locale, row.is_helpful, row.comment) for row in rows]


def test_vote_is_answered_as_it_stands(widget: Widget, clock: FakeClock) -> None:
    answer = cast(widget, helpful=False, comment="  No word of IBAN. ", locale="de-AT")
    assert answer.status_code == 200
    vote = answer.get_json()
    assert vote.pop("article").startswith("art_")
    assert vote == {
        "locale": "de",
        "helpful": False,
        "comment": "No word of IBAN.",
        "voted_at": "2026-03-10T12:00:00.000Z",
    }
    assert stored() == [("de", False, "No word of IBAN.")]


def test_vote_of_a_user_takes_the_place_of_the_one_before(widget: Widget) -> None:
    cast(widget, helpful=False, comment="Why?")
    assert cast(widget, helpful=True).get_json()["comment"] == "Why?"
    assert stored() == [("en", True, "Why?")]
    cast(widget, helpful=True, comment="")
    assert stored() == [("en", True, None)]


def test_vote_on_another_language_or_of_another_reader_is_another_vote(widget: Widget, visitor: Widget) -> None:
    cast(widget, helpful=True)
    cast(widget, helpful=False, locale="de")
    cast(visitor, helpful=False)
    assert stored() == [("de", False, None), ("en", True, None), ("en", False, None)]


def test_vote_on_a_text_says_nothing_of_the_text_that_replaces_it(widget: Widget, library: Library) -> None:
    cast(widget, helpful=False)
    library.write("banks.en.md", "Other words.")
    library.bring_in()
    cast(widget, helpful=True)
    assert sorted(stored()) == [("en", False, None), ("en", True, None)]


def test_vote_on_a_restricted_article_is_for_its_readers(widget: Widget, visitor: Widget) -> None:
    assert cast(visitor, "secret", helpful=True).status_code == 404
    assert cast(widget, "secret", helpful=True).status_code == 200


def vote_event(widget: Widget, article: str) -> dict[str, Any]:
    return widget.event("article_voted", article=article, properties={"helpful": True})


def articles_by_slug(tenant: Tenant) -> dict[str, str]:
    catalogue = catalogue_of(tenant.workspace_id, Facts({"plan": "pro"}, {}))
    return {article.entries["en"].slug: article_id for article_id, article in catalogue.articles.items()}


def refusals(answer: TestResponse) -> list[tuple[int, str, str]]:
    return [(each["index"], each["code"], each["pointer"]) for each in answer.get_json()["rejected"]]


def test_vote_in_an_event_is_for_its_readers_as_well(widget: Widget, visitor: Widget, live: Tenant) -> None:
    secret, banks = (articles_by_slug(live)[slug] for slug in ("secret", "banks"))
    sent = [vote_event(visitor, article) for article in (banks, secret, "art_unknown")]
    answer = visitor.send(*sent)
    assert answer.get_json()["accepted"] == 1
    # One that is not for this reader is answered as one that is not there.
    assert refusals(answer) == [(place, "article_unknown", f"/events/{place}/article") for place in (1, 2)]
    assert stored() == [("en", True, None)]
    assert refusals(widget.send(vote_event(visitor, secret))) == []  # its number is new
    assert len(stored()) == 2


def test_vote_in_an_event_of_a_user_who_is_only_claimed_is_a_visitors(widget: Widget, live: Tenant) -> None:
    secret = articles_by_slug(live)["secret"]
    widget.boot()
    with transaction() as session:
        session.execute(update(Environment).values(enforce_identity=False))
    body = {"key": live.public_key, "user_id": "u_1", "events": [vote_event(widget, secret)]}
    answer = widget.client.post("/v1/events", json=body, headers={"Origin": HOST_ORIGIN})
    assert [code for _, code, _ in refusals(answer)] == ["article_unknown"]
    assert stored() == []


def test_vote_that_a_backend_tells_of_is_for_its_readers_as_well(widget: Widget, live: Tenant) -> None:
    secret = articles_by_slug(live)["secret"]
    for user, plan in (("u_pro", "pro"), ("u_free", "free")):
        widget.client.post(f"/v1/users/{user}", json={"traits": {"plan": plan}}, headers=live.bearer)
        body = {"events": [vote_event(widget, secret)]}
        answer = widget.client.post(f"/v1/users/{user}/events", json=body, headers=live.bearer)
        assert bool(refusals(answer)) == (plan == "free")
    assert stored() == [("en", True, None)]


def test_votes_of_a_batch_ask_once_what_their_reader_may_read(
    widget: Widget, live: Tenant, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    ids = list(articles_by_slug(live).values())
    widget.send(*(vote_event(widget, each) for each in ids))
    with count_statements() as one:
        widget.send(vote_event(widget, ids[0]))
    with count_statements() as many:
        widget.send(*(vote_event(widget, each) for each in ids * 10))
    assert many.total == one.total


@pytest.mark.parametrize(
    ("said", "pointers"),
    [
        ({}, ["/helpful"]),
        ({"helpful": "yes"}, ["/helpful"]),
        ({"helpful": None}, ["/helpful"]),
        ({"helpful": True, "comment": "x" * 1_001}, ["/comment"]),
        ({"helpful": True, "comment": "a\0b"}, ["/comment"]),
        ({"helpful": True, "mood": "good"}, ["/mood"]),
    ],
)
@ON_SQLITE_ALONE
def test_vote_that_cannot_be_read_is_refused_with_where(
    widget: Widget, said: dict[str, Any], pointers: list[str]
) -> None:
    answer = cast(widget, **said)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == pointers
    assert stored() == []


def test_vote_on_an_unknown_or_anybody_elses_article_is_404(
    widget: Widget, client: FlaskClient, other_tenant: Tenant
) -> None:
    answer = cast(widget, "nothing", helpful=True)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "article_unknown")
    theirs = {"key": other_tenant.public_key, "anonymous_id": "anon-0123456789abcdef", "helpful": True}
    assert client.post("/v1/articles/banks/vote", json=theirs).status_code == 404


def test_vote_needs_somebody_who_votes(client: FlaskClient, tenant: Tenant) -> None:
    answer = client.post("/v1/articles/banks/vote", json={"key": tenant.public_key, "helpful": True})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "user_missing")


def test_vote_is_limited_per_address(app: Flask, visitor: Widget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    answers = [cast(visitor, helpful=True).status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429
    limiter.reset()
