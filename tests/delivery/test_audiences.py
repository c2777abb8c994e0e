"""Articles that are for some readers only: met by those at every door, and by nobody else at any."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from onboarding.store import transaction
from onboarding.workspaces.identity import Identity, sign
from onboarding.workspaces.models import Environment
from tests.conftest import HOST_ORIGIN, StatementCount, Tenant
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]
Counting = Callable[[], AbstractContextManager[StatementCount]]
AUDIENCES: dict[str, Any] = {
    "public": None,
    "spelt-out": "everyone",
    "known": "known",
    "pro": {"trait": "plan", "is": "pro"},
    "large": {"company_trait": "seats", "at_least": 10},
}
FREE = Identity(external_id="u_free", traits={"plan": "free"})
PRO = Identity(external_id="u_pro", traits={"plan": "pro"})
LARGE = Identity(external_id="u_large", traits={}, company={"id": "c_1", "traits": {"seats": 12}})
READERS: list[tuple[Identity | None, set[str]]] = [
    (None, {"public", "spelt-out"}),
    (FREE, {"public", "spelt-out", "known"}),
    (PRO, {"public", "spelt-out", "known", "pro"}),
    (LARGE, {"public", "spelt-out", "known", "large"}),
    (dataclasses.replace(LARGE, external_id="u_all", traits={"plan": "pro"}), set(AUDIENCES)),
]


@dataclasses.dataclass(frozen=True)
class Reads:
    """What a reader meets at each door; every article fits every question."""

    client: FlaskClient
    tenant: Tenant
    identity: Identity | None

    def get(self, path: str, **arguments: Any) -> TestResponse:
        """GET as the widget does where articles are restricted."""
        headers = {"Origin": HOST_ORIGIN}
        if self.identity is not None:
            headers["Authorization"] = f"Bearer {sign(self.identity, self.tenant.environment)}"
        query = {"key": self.tenant.public_key, **arguments}
        return self.client.get(f"/v1{path}", query_string=query, headers=headers)

    def boot(self, **body: Any) -> dict[str, Any]:
        """POST /v1/boot on a page for which every article is offered."""
        body |= {"key": self.tenant.public_key, "anonymous_id": "anon-0123456789abcdef", "url": "https://a.test/x"}
        if self.identity is not None:
            body["token"] = sign(self.identity, self.tenant.environment)
        answer = self.client.post("/v1/boot", json=body, headers={"Origin": HOST_ORIGIN})
        assert answer.status_code == 200
        help_: dict[str, Any] = answer.get_json()["help"]
        return help_

    def by_slug(self) -> set[str]:
        return {slug for slug in AUDIENCES if self.get(f"/articles/{slug}").status_code == 200}

    def by_earlier_slug(self) -> set[str]:
        return {slug for slug in AUDIENCES if self.get(f"/articles/earlier-{slug}").status_code == 200}

    def by_search(self) -> set[str]:
        return slugs(self.get("/search", q="zebra", limit=20).get_json()["items"])

    def by_browsing(self) -> set[str]:
        answer = self.get("/collections").get_json()
        return slugs([*answer["articles"], *(each for branch in answer["items"] for each in branch["articles"])])

    def by_related(self) -> set[str]:
        return slugs(self.get("/articles/public").get_json()["related"]) | {"public"}

    def by_suggestion(self) -> set[str]:
        return slugs(self.boot()["suggestions"])


DOORS = [
    Reads.by_slug,
    Reads.by_earlier_slug,
    Reads.by_search,
    Reads.by_browsing,
    Reads.by_related,
    Reads.by_suggestion,
]


def slugs(items: list[dict[str, Any]]) -> set[str]:
    return {item["slug"] for item in items}


@pytest.fixture
def books(library: Library) -> Library:
    for slug, audience in AUDIENCES.items():
        library.write(
            f"{slug}/{slug}.en.md",
            "Stripes.",
            title=f"Zebra {slug}",
            audience=audience,
            suggest_on=["*"],
            redirect_from=[f"earlier-{slug}", f"/old/{slug}"],
        )
    library.bring_in()
    return library


@pytest.fixture
def reads(client: FlaskClient, books: Library) -> Callable[[Identity | None], Reads]:
    return lambda identity: Reads(client, books.tenant, identity)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_opens_to_the_audience_alone_whoever_came_before(
    reads: Callable[[Identity | None], Reads], door: Callable[[Reads], set[str]]
) -> None:
    for identity, expected in [*READERS, *reversed(READERS)]:
        assert door(reads(identity)) == expected


@pytest.mark.parametrize(
    "path", ["/help/en/", "/help/en/search?q=zebra", "/help/en/sitemap-1.xml", "/help/en/articles/public"]
)
def test_help_centre_names_what_is_for_everyone_alone(client: FlaskClient, books: Library, path: str) -> None:
    token = sign(PRO, books.tenant.environment)
    text = client.get(path, headers={"Authorization": f"Bearer {token}"}).text
    assert {slug for slug in AUDIENCES if f"/articles/{slug}" in text} == {"public", "spelt-out"}


@pytest.mark.parametrize("slug", ["known", "pro", "large"])
def test_help_centre_answers_a_restricted_article_as_one_that_never_was(
    client: FlaskClient, books: Library, slug: str
) -> None:
    for path in (f"/help/en/articles/{slug}", f"/help/en/articles/{slug}.md", f"/old/{slug}"):
        assert client.get(path).status_code == 404


def test_restricted_answer_is_kept_by_no_cache(reads: Callable[[Identity | None], Reads]) -> None:
    for path in ("/articles/pro", "/collections", "/articles/public"):
        answer = reads(PRO).get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
        assert "Authorization" in answer.headers.getlist("Vary")
    public = reads(None).get("/articles/public")
    assert public.headers["Cache-Control"].startswith("public")
    assert "Authorization" in public.headers.getlist("Vary")


def test_widget_is_told_whether_to_say_who_reads(library: Library, client: FlaskClient) -> None:
    library.write("one.en.md")
    library.bring_in()
    visitor = Reads(client, library.tenant, None)
    assert visitor.boot()["restricted"] is False
    library.write("two.en.md", audience="known")
    library.bring_in()
    assert visitor.boot()["restricted"] is True


def test_user_who_is_only_claimed_reads_as_a_visitor(reads: Callable[[Identity | None], Reads]) -> None:
    reads(PRO).boot()
    with transaction() as session:
        session.execute(update(Environment).values(enforce_identity=False))
    assert slugs(reads(None).boot(user_id="u_pro")["suggestions"]) == {"public", "spelt-out"}


def test_traits_that_the_backend_stored_count_beside_the_tokens(
    client: FlaskClient, books: Library, reads: Callable[[Identity | None], Reads]
) -> None:
    reader = reads(Identity(external_id="u_stored"))
    assert reader.by_slug() == {"public", "spelt-out", "known"}
    body = {"traits": {"plan": "pro"}, "company": {"id": "c_9", "traits": {"seats": 40}}}
    assert client.post("/v1/users/u_stored", json=body, headers=books.tenant.bearer).status_code == 200
    assert reader.by_slug() == set(AUDIENCES)
    downgraded = Identity(external_id="u_stored", traits={"plan": None}, company={"id": "c_other"})
    assert reads(downgraded).by_slug() == {"public", "spelt-out", "known"}


@pytest.mark.parametrize("path", ["/articles/public", "/collections", "/search?q=zebra"])
def test_bad_token_is_refused_rather_than_read_as_a_visitors(client: FlaskClient, books: Library, path: str) -> None:
    query = "&" if "?" in path else "?"
    answer = client.get(
        f"/v1{path}{query}key={books.tenant.public_key}", headers={"Authorization": "Bearer not.a.token"}
    )
    assert (answer.status_code, answer.get_json()["code"]) == (401, "token_invalid")


def test_audience_that_changes_counts_everywhere(books: Library, reads: Callable[[Identity | None], Reads]) -> None:
    books.write("pro/pro.en.md", "Zebra.", audience=None, suggest_on=["*"], redirect_from=["earlier-pro"])
    books.write("public/public.en.md", "Zebra.", audience={"trait": "plan", "is": "pro"}, suggest_on=["*"])
    assert books.bring_in().is_news
    for door in (Reads.by_slug, Reads.by_search, Reads.by_browsing, Reads.by_suggestion):
        assert door(reads(None)) == {"pro", "spelt-out"}
        assert door(reads(PRO)) == {"public", "spelt-out", "known", "pro"}


def test_restricted_article_has_no_page_to_lead_to(reads: Callable[[Identity | None], Reads]) -> None:
    addresses = {slug: reads(PRO).get(f"/articles/{slug}").get_json()["url"] for slug in ("public", "known", "pro")}
    assert addresses.pop("public").endswith("/help/en/articles/public")
    assert addresses == {"known": None, "pro": None}


def test_words_of_restricted_articles_correct_nobody_elses_spelling(library: Library, client: FlaskClient) -> None:
    library.write("plain.en.md", "Words.")
    library.write("secret.en.md", "Zanzibar.", audience="known")
    library.bring_in()
    assert Reads(client, library.tenant, None).get("/search", q="zanzibr ").get_json()["corrected"] is None
    assert Reads(client, library.tenant, FREE).get("/search", q="zanzibr ").get_json()["corrected"] == "zanzibar"


def test_readers_cost_one_statement_more_than_visitors(
    reads: Callable[[Identity | None], Reads], count_statements: Counting
) -> None:
    counts = []
    for identity in (None, PRO):
        reads(identity).by_slug()
        with count_statements() as count:
            assert reads(identity).get("/articles/public").status_code == 200
        counts.append(count.total)
    assert counts[1] - counts[0] <= 2  # the user, and the edition once more where nothing is remembered
