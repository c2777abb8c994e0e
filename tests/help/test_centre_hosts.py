"""A workspace's help centre at a host of its own: pages, files, old addresses and every address that names it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from onboarding.help.editing import Editor
from onboarding.help.files.models import Image
from onboarding.help.usage.models import ArticleViews, Search
from onboarding.help.votes.models import ArticleVote
from onboarding.store import db
from onboarding.workspaces.settings import set_help_host
from tests.conftest import HOST_ORIGIN, Tenant
from tests.help.authoring.conftest import Desk
from tests.help.library import Library

BASE = "http://127.0.0.1:8000"
HOST = "help.second.test"
HOME = f"http://{HOST}"
PNG = b"\x89PNG\r\n\x1a\n"
BROWSER = {"Origin": HOME, "User-Agent": "Mozilla/5.0"}


class AtHost(FlaskClient):
    """Asks at HOST whatever it asks."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, base_url=HOME, **kwargs)


@pytest.fixture
def second(library: Library, other_tenant: Tenant) -> Tenant:
    """A workspace with a help centre at HOST, whose articles have the addresses of the first one's."""
    library.write("money/pay.en.md", "Of the first.", redirect_from=["/old/pay"])
    library.bring_in()
    theirs = Library(library.folder.parent / "theirs", other_tenant)
    (theirs.folder / "money").mkdir(parents=True)
    (theirs.folder / "dot.png").write_bytes(PNG)
    theirs.write(
        "money/pay.en.md", "Of the second: ![dot](../dot.png), [card](card.en.md).", redirect_from=["/old/pay"]
    )
    theirs.write("money/card.en.md", "By card.")
    theirs.bring_in()
    set_help_host(other_tenant.workspace_id, HOST, actor="cli")
    return other_tenant


@pytest.fixture
def there(app: Flask, second: Tenant) -> FlaskClient:
    """A browser that asks for the second workspace's help centre."""
    return AtHost(app)


def test_pages_are_those_of_the_hosts_workspace(client: FlaskClient, there: FlaskClient) -> None:
    for path in ("/help/en/", "/help/en/articles/pay", "/help/en/collections/money", "/help/en/search?q=pay"):
        assert "Stranger" in there.get(path).text
        assert "Pennyleaf" not in there.get(path).text
        assert "Pennyleaf" in client.get(path).text
        assert "Stranger" not in client.get(path).text
    assert there.get("/old/pay").headers["Location"] == "/help/en/articles/pay"
    assert there.get("/help/en/articles/never").status_code == 404


@pytest.mark.parametrize("host", ["", "nobody.test", "help.second.test.evil", "x" * 4_000, "127.0.0.1", HOST + ":81"])
def test_host_that_is_nobodys_shows_the_first_workspaces(client: FlaskClient, second: Tenant, host: str) -> None:
    answer = client.get("/help/en/articles/pay", headers={"Host": host})
    assert "Stranger" not in answer.text
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("host", ["HELP.Second.TEST", f"{HOST}:80"])
def test_host_is_the_same_however_it_is_spelt(client: FlaskClient, second: Tenant, host: str) -> None:
    assert "Stranger" in client.get("/help/en/articles/pay", headers={"Host": host}).text


def test_every_address_that_names_a_page_has_the_host(client: FlaskClient, there: FlaskClient) -> None:
    for path in (
        *("/help/en/", "/help/en/articles/pay", "/help/en/articles/pay.md", "/help/en/collections/money"),
        *("/help/sitemap.xml", "/help/en/sitemap-1.xml", "/help/llms.txt", "/help/en/opensearch.xml"),
    ):
        for asked, home, other in ((client, BASE, HOME), (there, HOME, BASE), (client, BASE, HOME)):
            answer = asked.get(path)
            said = f"{answer.text} {answer.headers.get('Link', '')}"
            assert (answer.status_code, f"{home}/help/" in said, f"{other}/help/" in said) == (200, True, False)


def test_picture_is_served_at_the_host(client: FlaskClient, there: FlaskClient, second: Tenant) -> None:
    shown = re.findall(r'<img src="([^"]*)"', there.get("/help/en/articles/pay").text)
    assert [there.get(each).data for each in shown] == [PNG]
    digest = db.session.scalar(select(Image.digest).where(Image.workspace_id == second.workspace_id))
    assert client.get(f"/help/images/{digest}.png").status_code == 404


def article_read(client: FlaskClient, tenant: Tenant, slug: str) -> Any:
    query = {"key": tenant.public_key, "locale": "en"}
    return client.get(f"/v1/articles/{slug}", query_string=query, headers={"Origin": HOST_ORIGIN}).get_json()


def test_widget_leads_to_pages_at_the_host_and_loads_pictures_from_the_server(
    client: FlaskClient, second: Tenant
) -> None:
    article = article_read(client, second, "pay")
    assert article["url"] == f"{HOME}/help/en/articles/pay"
    _, picture, _, link, _ = article["blocks"][0]["children"]
    assert (link["article"], link["href"]) == ("card", f"{HOME}/help/en/articles/card")
    assert picture["src"].startswith(f"{BASE}/help/images/")
    assert client.get(picture["src"].removeprefix(BASE)).data == PNG


def test_what_visitors_do_counts_in_their_workspace(there: FlaskClient, second: Tenant) -> None:
    environment_id = second.environment.id
    there.post("/help/en/search", data={"q": "pay"}, headers=BROWSER)
    there.post("/help/en/articles/pay/read", data={"q": "pay"}, headers=BROWSER)
    there.post("/help/en/articles/pay/vote", data={"helpful": "yes"}, headers=BROWSER)
    assert db.session.scalars(select(Search.environment_id)).all() == [environment_id]
    assert db.session.scalars(select(ArticleViews.environment_id)).all() == [environment_id]
    assert db.session.scalars(select(ArticleVote.environment_id)).all() == [environment_id]


def test_help_centre_without_a_host_is_taken_back(client: FlaskClient, there: FlaskClient, second: Tenant) -> None:
    set_help_host(second.workspace_id, "", actor="cli")
    assert "Pennyleaf" in there.get("/help/en/articles/pay").text
    assert article_read(client, second, "pay")["url"] is None


def test_first_workspace_may_have_a_host_too_and_is_named_by_it(
    client: FlaskClient, library: Library, second: Tenant
) -> None:
    set_help_host(library.tenant.workspace_id, "help.first.test", actor="cli")
    assert article_read(client, library.tenant, "pay")["url"] == "http://help.first.test/help/en/articles/pay"
    for host in ("help.first.test", "127.0.0.1:8000"):
        page = client.get("/help/en/articles/pay", headers={"Host": host}).text
        assert '<link rel="canonical" href="http://help.first.test/help/en/articles/pay">' in page


def test_author_may_paste_an_address_with_the_host(client: FlaskClient, second: Tenant) -> None:
    desk = Desk(Editor(second.workspace_id, "en", "mbr_eve"))
    desk.published("From", f"[card]({HOME}/help/en/articles/card)")
    [link] = article_read(client, second, "from")["blocks"][0]["children"]
    assert (link["article"], link["href"]) == ("card", f"{HOME}/help/en/articles/card")
