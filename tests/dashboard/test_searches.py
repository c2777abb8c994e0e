"""The pages about searches: figures, synonyms that editors change, votes, and a search tried as any reader."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from onboarding.help.reading.entries import Entry
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.synonyms.queries import synonyms_of
from onboarding.help.synonyms.rules import checked
from onboarding.help.synonyms.service import add_synonym
from onboarding.help.votes.service import Opinion, vote_unknown
from onboarding.people.service import keep_identity
from onboarding.store import now, transaction
from onboarding.workspaces.identity import Identity
from tests.conftest import Tenant
from tests.dashboard.conftest import Login, SignIn, make_login
from tests.help.library import Library
from tests.insights.test_searches import TOO_DEEP, Asked, Sought, store

PAIR = [Sought("bill", 60, visit="hs_1"), Sought("invoice", 59, opened="art_1", visit="hs_1")]
VERDICT = {"locale": "en", "failed": "bill", "succeeded": "invoice"}


@pytest.fixture
def edith(tenant: Tenant) -> Login:
    """An editor."""
    return make_login(tenant, "edith", "editor")


@pytest.fixture
def library(tenant: Tenant, tmp_path: Path) -> Library:
    """An article for everyone, one for known users and one for those on a plan."""
    folder = tmp_path / "articles"
    folder.mkdir()
    library = Library(folder, tenant)
    library.write("bank.en.md", "Connect <b>a bank</b>.", suggest_on=["/banks*"])
    library.write("bank-known.en.md", audience="known")
    library.write("bank-pro.en.md", audience={"trait": "plan", "is": "pro"})
    library.bring_in()
    return library


def rules(tenant: Tenant) -> list[str]:
    return [str(each.draft) for each in synonyms_of(tenant.workspace_id)]


def get(signed_in: SignIn, login: Login, rest: str, **query: Any) -> Any:
    return signed_in(login).get(login.page(rest), query_string=query)


def post(signed_in: SignIn, login: Login, rest: str, **data: str) -> Any:
    return signed_in(login).post(login.page(f"/synonyms{rest}"), data=data)


def test_searches_page_shows_what_was_sought_and_what_came_of_it(
    signed_in: SignIn, live: Tenant, library: Library, bob: Login, edith: Login
) -> None:
    article = catalogue_of(live.workspace_id).find("bank", ("en",))
    assert article is not None
    sought = [Sought("iban", user=1, task="bank"), Sought("iban", user=2, opened=article.article_id)]
    store(live, [*sought, Sought("<script>", results=0, locale="de")], [Asked(user=1)])
    page = get(signed_in, bob, "/searches").text
    assert '<q class="title">iban</q>' in page
    assert f'href="{bob.page(f"/articles/{article.article_id}")}">Bank</a> 1×' in page
    assert "1× while “Connect your bank” was open" in page
    assert "&lt;script&gt;" in page
    assert '<q class="title"><script>' not in page
    assert "Add a synonym" not in page
    page = get(signed_in, edith, "/searches").text
    assert "Add a synonym" in page
    assert f'{edith.page("/articles/new")}?title=iban&amp;locale=en"' in page


def test_row_of_few_searches_says_once_why_it_gives_counts(signed_in: SignIn, tenant: Tenant, bob: Login) -> None:
    store(tenant, [Sought("often", user=number) for number in range(30)] + [Sought("seldom")])
    often, seldom = get(signed_in, bob, "/searches").text.split("<tbody>")[1].split("</tr>")[:2]
    assert "no shares" not in often
    assert seldom.count("no shares below 30") == 1
    assert seldom.count('<span class="of"> of 1</span>') == 3


def test_searches_page_goes_on_where_it_ended(signed_in: SignIn, tenant: Tenant, bob: Login) -> None:
    store(tenant, [Sought(f"query {number:02}") for number in range(51)])
    page = get(signed_in, bob, "/searches", order="vain").text
    assert "query 49" in page
    assert "query 50" not in page
    address = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "query 50" in signed_in(bob).get(address).text


def test_searches_page_narrows_to_a_task_and_a_language(signed_in: SignIn, live: Tenant, bob: Login) -> None:
    store(live, [Sought("iban", task="bank"), Sought("vat", task="details", locale="de")])
    page = get(signed_in, bob, "/searches", task="start@bank").text
    assert ("iban</q>" in page, "vat</q>" in page) == (True, False)
    page = get(signed_in, bob, "/searches", locale="de").text
    assert ("iban</q>" in page, "vat</q>" in page) == (False, True)


@pytest.mark.parametrize(
    "query",
    [
        *({"order": "fame"}, {"from": "x"}, {"cursor": "x"}, {"from": "1990-01-01"}),
        *({"to": "0001-01-01"}, {"cursor": TOO_DEEP}),
    ],
)
def test_searches_page_says_which_filter_it_cannot_mean(
    signed_in: SignIn, tenant: Tenant, bob: Login, query: dict[str, str]
) -> None:
    for page in ("/searches", "/searches.csv"):
        assert get(signed_in, bob, page, **query).status_code == 422


def test_searches_csv_is_the_whole_list_and_safe_to_open(signed_in: SignIn, tenant: Tenant, bob: Login) -> None:
    store(tenant, [Sought(f"query {number}") for number in range(60)] + [Sought("=1+1"), Sought("=1+1", user=2)])
    answer = get(signed_in, bob, "/searches.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 61
    assert (rows[0]["query"], rows[0]["searches"], rows[0]["users"]) == ("'=1+1", "2", "2")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="searches-2026-02-11-2026-03-10.csv"'


def test_editors_add_change_and_remove_synonyms(signed_in: SignIn, tenant: Tenant, edith: Login) -> None:
    assert post(signed_in, edith, "", locale="en", words="bill; invoice\nslip", means="").status_code == 303
    [rule] = synonyms_of(tenant.workspace_id)
    assert rules(tenant) == ["bill, invoice, slip"]
    assert post(signed_in, edith, f"/{rule.id}", locale="en", words="iban", means="account").status_code == 303
    assert rules(tenant) == ["iban → account"]
    assert 'iban <span class="quiet">also means</span> account' in get(signed_in, edith, "/synonyms").text
    assert post(signed_in, edith, f"/{rule.id}", remove="yes").status_code == 303
    assert rules(tenant) == []
    assert post(signed_in, edith, f"/{rule.id}", remove="yes").status_code == 404


def test_rule_that_cannot_be_is_said_and_what_was_typed_stays(signed_in: SignIn, tenant: Tenant, edith: Login) -> None:
    added = add_synonym(tenant.workspace_id, checked("en", ["bill", "invoice"]), actor="test")
    answer = post(signed_in, edith, "", locale="de", words='"rechnung"', means="")
    assert answer.status_code == 422
    assert "at least two different words" in answer.text
    assert 'value="&#34;rechnung&#34;"' in answer.text
    answer = post(signed_in, edith, f"/{added}", locale="en", words="only", means="only")
    assert answer.status_code == 422
    assert 'value="only"' in answer.text
    assert rules(tenant) == ["bill, invoice"]


def test_suggestions_are_accepted_or_dismissed(signed_in: SignIn, tenant: Tenant, edith: Login) -> None:
    store(tenant, PAIR)
    assert "<q>bill</q> → <q>invoice</q>" in get(signed_in, edith, "/synonyms").text
    assert post(signed_in, edith, "/suggestions", **VERDICT, verdict="maybe").status_code == 422
    assert post(signed_in, edith, "/suggestions", **VERDICT, verdict="one").status_code == 303
    assert rules(tenant) == ["bill → invoice"]
    assert "Suggested" not in get(signed_in, edith, "/synonyms").text
    store(tenant, [Sought("vat", 60, visit="hs_2"), Sought("tax", 59, opened="art_1", visit="hs_2")])
    other = {"locale": "en", "failed": "vat", "succeeded": "tax"}
    assert post(signed_in, edith, "/suggestions", **other, verdict="no").status_code == 303
    assert rules(tenant) == ["bill → invoice"]
    assert "Suggested" not in get(signed_in, edith, "/synonyms").text


@pytest.mark.parametrize(("rest", "data"), [("", {"words": "a1, b1"}), ("/syn_1", {"remove": "yes"})])
def test_viewers_read_synonyms_and_change_none(
    signed_in: SignIn, tenant: Tenant, bob: Login, rest: str, data: dict[str, str]
) -> None:
    assert get(signed_in, bob, "/synonyms").status_code == 200
    assert post(signed_in, bob, rest, locale="en", **data).status_code == 403
    assert post(signed_in, bob, "/suggestions", **VERDICT, verdict="both").status_code == 403
    assert rules(tenant) == []


def test_votes_page_shows_tallies_and_comments(signed_in: SignIn, tenant: Tenant, library: Library, bob: Login) -> None:
    entry = catalogue_of(tenant.workspace_id).find("bank", ("en",))
    assert isinstance(entry, Entry)
    vote_unknown(tenant.environment, entry, Opinion(False, "<b>Why?</b>"), now())
    vote_unknown(tenant.environment, entry, Opinion(True), now())
    page = get(signed_in, bob, "/votes").text
    assert '1<span class="of"> of 2</span>' in page
    assert "&lt;b&gt;Why?&lt;/b&gt;" in page
    assert "Why?" in get(signed_in, bob, "/votes", article=entry.article_id).text
    assert "Why?" not in get(signed_in, bob, "/votes", article="art_\0").text
    assert get(signed_in, bob, "/votes", cursor="x").status_code == 422


@pytest.mark.parametrize(
    ("reader", "titles"),
    [
        ({}, ["Bank"]),
        ({"reader": "everybody"}, ["Bank", "Bank known", "Bank pro"]),
        ({"reader": "user", "user": "u_free"}, ["Bank", "Bank known"]),
        ({"reader": "user", "user": "u_pro"}, ["Bank", "Bank known", "Bank pro"]),
    ],
)
def test_search_is_tried_as_any_reader(
    signed_in: SignIn, tenant: Tenant, library: Library, bob: Login, reader: dict[str, str], titles: list[str]
) -> None:
    with transaction() as session:
        for plan in ("free", "pro"):
            keep_identity(
                session, tenant.environment.id, Identity(external_id=f"u_{plan}", traits={"plan": plan}), now()
            )
    page = get(signed_in, bob, "/try-search", q="bank", **reader).text
    found = [re.sub(r"<[^>]*>", "", part.split("</h2>")[0]) for part in page.split("<h2>")[1:]]
    assert sorted(found) == titles


def test_tried_search_explains_its_scores(signed_in: SignIn, tenant: Tenant, library: Library, bob: Login) -> None:
    page = get(signed_in, bob, "/try-search", q="bank", url="https://app.test/banks/new").text
    assert "this page ×1.100" in page
    assert "as typed" in page


def test_tried_search_says_what_it_cannot_do(signed_in: SignIn, tenant: Tenant, library: Library, bob: Login) -> None:
    page = get(signed_in, bob, "/try-search", q="bank", reader="user", user="nobody").text
    assert "There is no user “nobody”" in page
    assert get(signed_in, bob, "/try-search", q="bank", reader="king").status_code == 422
    page = get(signed_in, bob, "/try-search", q="zzzzzzzzz").text
    assert "Nothing found" in page
    assert "<li>Bank</li>" in page


@pytest.mark.parametrize("rest", ["/searches", "/searches.csv", "/synonyms", "/votes", "/try-search?q=x"])
def test_pages_are_for_members_of_the_workspace(
    signed_in: SignIn, tenant: Tenant, alice: Login, eve: Login, rest: str
) -> None:
    assert signed_in(eve).get(alice.page(rest)).status_code == 404
    assert signed_in(alice).get(alice.page(rest)).status_code == 200
