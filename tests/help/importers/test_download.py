"""Fetching a help centre from its vendor's API: every page, patiently, and from nowhere else."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from onboarding.content.faults import SourceRefused
from onboarding.help.importers.download import client as client_module
from onboarding.help.importers.download.client import ApiClient, NotAnswered
from onboarding.help.importers.download.kept_pages import KeptPages
from onboarding.help.importers.download.vendor_apis import APIS, download
from onboarding.help.importers.progress import Unwatched
from onboarding.help.importers.vendors.chatwoot import read_chatwoot
from onboarding.help.importers.vendors.helpscout import read_helpscout
from onboarding.help.importers.vendors.intercom import read_intercom
from onboarding.help.importers.vendors.reading import Reading
from onboarding.help.importers.vendors.zendesk import read_zendesk
from tests.help.importers.test_documented_answers import documented
from tests.help.importers.vendor_double import Answered, VendorDouble, running

HTTP = frozenset({"http"})
READING = Reading(default_locale="en")


@pytest.fixture
def double() -> Iterator[VendorDouble]:
    """A server that answers anybody."""
    with running(VendorDouble(authorised=lambda headers: headers.get("Authorization") == "Bearer secret")) as double:
        yield double


@pytest.fixture
def waits() -> list[float]:
    """Seconds that the client asked to wait."""
    return []


@pytest.fixture
def client(double: VendorDouble, waits: list[float]) -> ApiClient:
    return ApiClient(base=double.base, headers={"Authorization": "Bearer secret"}, schemes=HTTP, wait=waits.append)


def authorised_as(name: str, value: str) -> Callable[[Any], bool]:
    return lambda headers: headers.get(name) == value


def basic(words: str) -> str:
    return f"Basic {base64.b64encode(words.encode()).decode()}"


def fetched(vendor: str, token: str, double: VendorDouble, folder: Path, path: str = "") -> list[Any]:
    api = APIS[vendor]
    client = ApiClient(base=double.base + path, headers=api.headers(token), schemes=HTTP, wait=lambda _: None)
    return download(api, client, folder)


def test_zendesk_pages_follow_the_documented_links(tmp_path: Path) -> None:
    # https://developer.zendesk.com/api-reference/introduction/pagination/ (offset: next_page; cursor: meta and links)
    category, section, article, translation, segment = documented("zendesk")
    root = "/api/v2/help_center"
    with running(VendorDouble(authorised_as("Authorization", basic("me@a.test/token:key")))) as double:
        second = {**article["article"], "id": 2, "html_url": "https://x.zendesk.com/hc/en-us/articles/2-Second"}
        finnish = {
            **translation["translation"],
            "source_id": 2,
            "locale": "fi",
            "title": "Toinen",
            "body": "<p>Kaksi</p>",
        }
        double.routes = {
            f"{root}/categories.json?per_page=100": {"categories": [category["category"]], "next_page": None},
            f"{root}/sections.json?per_page=100": {"sections": [section["section"]], "next_page": None},
            f"{root}/articles.json?per_page=100": {
                "articles": [article["article"]],
                "next_page": f"{double.base}{root}/articles.json?per_page=100&page=2",
            },
            f"{root}/articles.json?per_page=100&page=2": {"articles": [second], "next_page": None},
            f"{root}/categories/1/translations.json?per_page=100": {"translations": []},
            f"{root}/sections/2/translations.json?per_page=100": {"translations": []},
            f"{root}/articles/115001833611/translations.json?per_page=100": {"translations": []},
            f"{root}/articles/2/translations.json?per_page=100": {
                "translations": [],
                "meta": {"has_more": True},
                "links": {"next": f"{double.base}{root}/articles/2/translations.json?page[after]=x"},
            },
            f"{root}/articles/2/translations.json?page[after]=x": {
                "translations": [finnish],
                "meta": {"has_more": False},
            },
            f"{root}/user_segments.json?per_page=100": {"user_segments": [segment["user_segment"]]},
        }
        answers = fetched("zendesk", "me@a.test/token:key", double, tmp_path)
        assert set(double.asked) == set(double.routes)
    source = read_zendesk(answers, READING)
    assert {article.key[1]: sorted(article.texts) for article in source.articles} == {
        "115001833611": ["en"],
        "2": ["en", "fi"],
    }


def test_zendesk_segments_that_the_token_may_not_read_are_done_without(tmp_path: Path) -> None:
    # https://developer.zendesk.com/api-reference/help_center/help-center-api/user_segments/ (allowed for: agents)
    root = "/api/v2/help_center"
    routes: dict[str, object] = {
        f"{root}/{kind}.json?per_page=100": {kind: []} for kind in ("categories", "sections", "articles")
    }
    with running(VendorDouble(authorised_as("Authorization", "Bearer oauth"))) as double:
        double.routes = {**routes, f"{root}/user_segments.json?per_page=100": Answered({}, 403)}
        assert len(fetched("zendesk", "oauth", double, tmp_path)) == 3


def test_intercom_pages_are_counted(tmp_path: Path) -> None:
    # https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination
    articles, collection = documented("intercom")
    with running(VendorDouble(authorised_as("Intercom-Version", "2.15"))) as double:
        two = {"pages": {"type": "pages", "total_pages": 2}}
        double.routes = {
            "/articles?per_page=50&page=1": {**articles, **two},
            "/articles?per_page=50&page=2": {**articles, **two, "data": [{**articles["data"][0], "id": "2"}]},
            "/help_center/collections?per_page=50&page=1": {"type": "list", "data": [collection]},
        }
        answers = fetched("intercom", "secret", double, tmp_path)
    source = read_intercom(answers, READING)
    assert sorted(article.key[1] for article in source.articles) == ["2", "6871119"]
    assert [each.path for each in source.collections] == ["collection-6871118"]


def test_helpscout_articles_are_fetched_one_by_one(tmp_path: Path) -> None:
    # https://developer.helpscout.com/docs-api/articles/list/ : lists leave out the texts
    _, article, _, _, _ = documented("helpscout")
    collection = {"id": "c1", "siteId": "s1", "visibility": "public", "name": "Public", "order": 1}
    listed = {"id": "a1", "name": "My Article", "collectionId": "c1", "status": "published"}
    whole = {**article["article"], "id": "a1", "collectionId": "c1", "categories": ["k1"]}
    with running(VendorDouble(authorised_as("Authorization", basic("key:X")))) as double:
        page = {"page": 1, "pages": 1}
        double.routes = {
            "/v1/collections?pageSize=50&page=1": {"collections": {**page, "items": [collection]}},
            "/v1/collections/c1/categories?pageSize=50&page=1": {
                "categories": {**page, "items": [{"id": "k1", "name": "Start", "collectionId": "c1"}]}
            },
            "/v1/collections/c1/articles?status=all&pageSize=50&page=1": {"articles": {**page, "items": [listed]}},
            "/v1/articles/a1": {"article": whole},
            "/v1/redirects/site/s1?pageSize=50&page=1": {
                "redirects": {**page, "items": [{"id": "r1", "urlMapping": "/was/here", "documentId": "a1"}]}
            },
        }
        answers = fetched("helpscout", "key", double, tmp_path, "/v1")
        assert set(double.asked) == set(double.routes)
    [found] = read_helpscout(answers, READING).articles
    assert (found.collection, found.audience) == ("public/start", None)
    assert found.texts["en"].stood_at == ("/was/here",)
    assert found.texts["en"].is_draft is False


def test_chatwoot_pages_end_with_an_empty_one(tmp_path: Path) -> None:
    # https://developers.chatwoot.com/api-reference/help-center/list-all-articles-of-a-portal
    article, portal = documented("chatwoot")
    path = "/api/v1/accounts/1/portals/user-guide"
    with running(VendorDouble(authorised_as("api_access_token", "secret"))) as double:
        double.routes = {
            path: portal,
            f"{path}/articles?page=1": {"payload": [article], "meta": {}},
            f"{path}/articles?page=2": {"payload": [{**article, "id": 2, "associated_article_id": 1, "locale": "fi"}]},
            f"{path}/articles?page=3": {"payload": []},
        }
        answers = fetched("chatwoot", "secret", double, tmp_path, path)
    [found] = read_chatwoot(answers, READING).articles
    assert sorted(found.texts) == ["en", "fi"]


def test_busy_api_is_asked_again_when_it_says(double: VendorDouble, client: ApiClient, waits: list[float]) -> None:
    double.routes["/x"] = [Answered({}, 429, {"Retry-After": "7"}), Answered({}, 503), {"ok": True}]
    assert client.get(f"{double.base}/x") == b'{"ok": true}'
    assert waits == [7.0, 4.0]


def test_busy_api_may_name_a_date(double: VendorDouble, waits: list[float]) -> None:
    present = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    client = ApiClient(
        base=double.base,
        headers={"Authorization": "Bearer secret"},
        schemes=HTTP,
        wait=waits.append,
        present=lambda: present,
    )
    later = {"Retry-After": "Tue, 10 Mar 2026 12:01:30 GMT"}
    never = {"Retry-After": "Tue, 10 Mar 2099 12:01:30 GMT"}
    double.routes["/x"] = [
        Answered({}, 429, later),
        Answered({}, 429, never),
        Answered({}, 429, {"Retry-After": "?"}),
        {},
    ]
    client.get(f"{double.base}/x")
    assert waits == [90.0, 600.0, 8.0]


def test_api_that_stays_busy_is_given_up(double: VendorDouble, client: ApiClient, waits: list[float]) -> None:
    double.routes["/x"] = Answered({}, 429, {"Retry-After": "1"})
    with pytest.raises(NotAnswered) as raised:
        client.get(f"{double.base}/x")
    assert (raised.value.status, len(waits), double.counts["/x"]) == (429, 5, 6)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_api_that_refuses_is_not_asked_again(
    double: VendorDouble, client: ApiClient, waits: list[float], status: int
) -> None:
    double.routes["/x"] = Answered({}, status)
    with pytest.raises(NotAnswered):
        client.get(f"{double.base}/x")
    assert (waits, double.counts["/x"]) == ([], 1)


def test_client_follows_redirects_within_the_host_only(double: VendorDouble, client: ApiClient) -> None:
    double.routes["/old"] = Answered({}, 302, {"Location": "/new"})
    double.routes["/new"] = {"here": 1}
    assert client.get(f"{double.base}/old") == b'{"here": 1}'
    with running(VendorDouble(authorised=lambda _: True)) as other:
        double.routes["/away"] = Answered({}, 302, {"Location": f"{other.base}/steal"})
        with pytest.raises(SourceRefused, match="leads to another host"):
            client.get(f"{double.base}/away")
        assert other.asked == []
        with pytest.raises(SourceRefused, match="is not on http://127"):
            client.get(f"{other.base}/steal")
        assert other.asked == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "file:///etc/passwd", "ftp://127.0.0.1/x", "//x", ""])
def test_client_asks_over_https_only(address: str) -> None:
    with pytest.raises(SourceRefused, match="is not on"):
        ApiClient(base=address, headers={}).get(address)


def test_client_reads_no_answer_that_is_far_too_large(
    double: VendorDouble, client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "LARGEST", 1000)
    double.routes["/x"] = Answered(b"0" * 1001)
    with pytest.raises(SourceRefused, match="answered more than"):
        client.get(f"{double.base}/x")


class Told(Unwatched):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def tell(self, line: str) -> None:
        self.lines.append(line)


def test_api_that_cannot_be_reached_is_told_and_no_token_with_it(waits: list[float]) -> None:
    headers, told = {"Authorization": "Bearer secret"}, Told()
    client = ApiClient(base="http://127.0.0.1:1", headers=headers, schemes=HTTP, wait=waits.append, progress=told)
    with pytest.raises(SourceRefused, match="cannot be reached") as raised:
        client.get("http://127.0.0.1:1/x")
    assert "secret" not in str(raised.value) + repr(client)
    assert waits == [2.0, 4.0, 8.0, 16.0, 32.0]
    assert told.lines[0].startswith("http://127.0.0.1:1 cannot be reached: ")
    assert told.lines[0].endswith("; asking again in 2 s")


def test_wrong_token_is_told_by_the_variable_that_holds_it(tmp_path: Path) -> None:
    message = "answered 401; is HANDRAIL_INTERCOM_TOKEN right"
    with running(VendorDouble(authorised=lambda _: False)) as double, pytest.raises(SourceRefused, match=message):
        fetched("intercom", "wrong", double, tmp_path)


def test_download_that_broke_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    articles, collection = documented("intercom")
    with running(VendorDouble(authorised=lambda _: True)) as double:
        double.routes = {
            "/articles?per_page=50&page=1": {**articles, "pages": {"total_pages": 2}},
            "/articles?per_page=50&page=2": Answered({}, 400),
            "/help_center/collections?per_page=50&page=1": {"data": [collection]},
        }
        with pytest.raises(SourceRefused, match="answered 400"):
            fetched("intercom", "secret", double, tmp_path)
        double.routes["/articles?per_page=50&page=2"] = {**articles, "pages": {"total_pages": 2}}
        assert len(fetched("intercom", "secret", double, tmp_path)) == 3
        assert double.counts["/articles?per_page=50&page=1"] == 1
        assert double.counts["/articles?per_page=50&page=2"] == 2
    assert not list(tmp_path.glob("*.partial"))


def test_pages_are_kept_for_an_hour_when_complete_and_for_a_day_when_not(
    double: VendorDouble, client: ApiClient, tmp_path: Path
) -> None:
    double.routes["/x"] = {"n": 1}
    begun = datetime.now(UTC)

    def asked_after(spent: timedelta, *, complete: bool) -> int:
        pages = KeptPages(tmp_path / "pages", client, present=lambda: begun + spent)
        pages.open()
        pages.get(f"{double.base}/x")
        for path in (tmp_path / "pages").glob("*.json"):
            os.utime(path, (begun.timestamp(), begun.timestamp()))
        if complete:
            pages.close()
        return double.counts["/x"]

    assert asked_after(timedelta(0), complete=False) == 1
    assert asked_after(timedelta(hours=23), complete=True) == 1
    assert asked_after(timedelta(minutes=59), complete=True) == 1
    assert asked_after(timedelta(minutes=61), complete=False) == 2
    assert asked_after(timedelta(hours=23), complete=False) == 2
    assert asked_after(timedelta(hours=25), complete=False) == 3


def test_pages_are_readable_by_their_owner_only(double: VendorDouble, client: ApiClient, tmp_path: Path) -> None:
    pages = KeptPages(tmp_path / "imports" / "pages", client)
    pages.open()
    assert (tmp_path / "imports" / "pages").stat().st_mode & 0o077 == 0


def test_page_that_is_no_json_is_not_kept(double: VendorDouble, client: ApiClient, tmp_path: Path) -> None:
    double.routes["/x"] = [Answered(b"<html>"), {"n": 1}]
    pages = KeptPages(tmp_path, client)
    pages.open()
    with pytest.raises(SourceRefused, match="is not JSON"):
        pages.get(f"{double.base}/x")
    assert pages.get(f"{double.base}/x") == {"n": 1}


def test_pages_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    root = "/api/v2/help_center"
    with running(VendorDouble(authorised=lambda _: True)) as double:
        for kind in ("categories", "sections", "articles"):
            page = f"{root}/{kind}.json?per_page=100"
            double.routes[page] = {kind: [], "next_page": f"{double.base}{page}"}
        fetched("zendesk", "secret", double, tmp_path)
        assert len(double.asked) == 4


def test_ids_from_an_answer_lead_to_no_other_place(tmp_path: Path) -> None:
    with running(VendorDouble(authorised=lambda _: True)) as double:
        page = {"page": 1, "pages": 1}
        double.routes["/v1/collections?pageSize=50&page=1"] = {
            "collections": {**page, "items": [{"id": "../../admin"}]}
        }
        with pytest.raises(SourceRefused):
            fetched("helpscout", "key", double, tmp_path, "/v1")
        assert double.asked[-1] == "/v1/collections/0/categories?pageSize=50&page=1"


@pytest.mark.parametrize("vendor", APIS)
def test_token_comes_from_the_environment(vendor: str) -> None:
    api = APIS[vendor]
    assert api.token({f"HANDRAIL_{vendor.upper()}_TOKEN": " secret "}) == "secret"
    for wrong in ({}, {api.variable: ""}, {api.variable: "a\nb"}):
        with pytest.raises(LookupError, match=api.variable):
            api.token(wrong)
