"""What widgets of a workspace without a help centre are shown: its own articles and files, never the first one's."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from onboarding.content.blocks import plain_text
from onboarding.help.editing import Editor
from onboarding.help.files.service import keep_file
from tests.conftest import HOST_ORIGIN, Tenant
from tests.delivery.test_articles import nodes_of
from tests.help.authoring.conftest import Desk
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]
BASE = "http://127.0.0.1:8000"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def second(library: Library, other_tenant: Tenant) -> Desk:
    """The editor of a workspace that is not the first, which has articles under the same addresses."""
    library.write("pay.en.md", "The first workspace's.", redirect_from=["/old/pay"])
    library.write("money/card.en.md", "The first workspace's, too.")
    library.bring_in()
    return Desk(Editor(other_tenant.workspace_id, "en", "mbr_eve"))


def read(client: FlaskClient, tenant: Tenant, path: str, **arguments: str) -> Any:
    query = {"key": tenant.public_key, "locale": "en", **arguments}
    return client.get(f"/v1{path}", query_string=query, headers={"Origin": HOST_ORIGIN})


def blocks_read(client: FlaskClient, tenant: Tenant, slug: str) -> list[Any]:
    blocks: list[Any] = read(client, tenant, f"/articles/{slug}").get_json()["blocks"]
    return blocks


def fetched(client: FlaskClient, address: str) -> Any:
    """What a browser is answered at an address of this server, also one with a fragment."""
    assert address.startswith(f"{BASE}/")
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def test_pictures_and_files_are_the_workspaces_own(client: FlaskClient, second: Desk, other_tenant: Tenant) -> None:
    shown = keep_file(second.editor, "dot.png", PNG)
    offered = keep_file(second.editor, "terms.txt", b"Terms")
    second.published("Pay", f"> ![dot]({shown.path})\n\n[Terms]({offered.path}#page=2)")
    nodes = {node["tag"]: node for node in nodes_of(blocks_read(client, other_tenant, "pay"))}
    picture = fetched(client, nodes["img"]["src"])
    assert (picture.status_code, picture.data, picture.mimetype) == (200, PNG, "image/png")
    terms = fetched(client, nodes["a"]["href"])
    assert (terms.status_code, terms.data) == (200, b"Terms")
    assert nodes["a"]["href"].endswith("#page=2")


def test_file_is_had_only_in_the_name_of_whose_it_is(
    client: FlaskClient, second: Desk, library: Library, other_tenant: Tenant
) -> None:
    kept = keep_file(second.editor, "dot.png", PNG)
    second.published("Pay", f"![dot]({kept.path})")
    [picture] = [node for node in nodes_of(blocks_read(client, other_tenant, "pay")) if node["tag"] == "img"]
    theirs = urlsplit(picture["src"])
    (library.folder / "p.png").write_bytes(PNG + b"another")
    library.write("shows.en.md", "![p](p.png)")
    library.bring_in()
    [of_first] = [node for node in nodes_of(blocks_read(client, library.tenant, "shows")) if node["tag"] == "img"]
    mine = urlsplit(of_first["src"])
    assert client.get(f"{mine.path}?{mine.query}").status_code == 200
    for path, query in ((theirs.path, ""), (theirs.path, mine.query), (mine.path, theirs.query)):
        assert client.get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize("name", ["", "wsp_nobody", "%00", "x" * 4_000, "1"])
def test_file_of_a_workspace_that_is_not_there_is_not_found(client: FlaskClient, second: Desk, name: str) -> None:
    kept = keep_file(second.editor, "dot.png", PNG)
    assert client.get(f"{kept.path}?workspace={name}").status_code == 404


def test_article_has_no_page_and_links_open_in_the_panel_alone(
    client: FlaskClient, second: Desk, other_tenant: Tenant
) -> None:
    second.published("Card", "Words.")
    linked = "[card](/help/en/articles/card#x), [here](#in), [topic](/help/en/collections/money), [all](/help/)"
    second.published("Pay", f"{linked}, [out](https://a.test/)\n\n## In")
    article = read(client, other_tenant, "/articles/pay").get_json()
    assert article["url"] is None
    links = [node for node in nodes_of(article["blocks"]) if node["tag"] == "a"]
    assert links == [
        {"tag": "a", "article": "card", "children": ["card"]},
        {"tag": "a", "article": "pay", "children": ["here"]},
        {"tag": "a", "href": "https://a.test/", "children": ["out"]},
    ]
    assert plain_text(article["blocks"]).startswith("card, here, topic, all, out")


def test_nothing_that_leads_to_articles_names_a_page_of_the_help_centre(
    client: FlaskClient, second: Desk, other_tenant: Tenant
) -> None:
    second.published("Card", "How to pay by card.")
    second.published("Pay", "How to pay.")
    for path, arguments in (("/search", {"q": "pay"}), ("/collections", {}), ("/articles/pay", {})):
        answer = read(client, other_tenant, path, **arguments)
        assert answer.status_code == 200
        assert "/help" not in answer.text
    body = {"key": other_tenant.public_key, "anonymous_id": "a" * 36, "url": HOST_ORIGIN, "locale": "en"}
    assert "/help" not in client.post("/v1/boot", json=body, headers={"Origin": HOST_ORIGIN}).text
    [related] = read(client, other_tenant, "/articles/pay").get_json()["related"]
    [suggested, *_] = read(client, other_tenant, "/search", q="card").get_json()["items"]
    for each in (related, suggested):
        followed = read(client, other_tenant, f"/articles/{each['id']}").get_json()
        assert plain_text(followed["blocks"]) == "How to pay by card."


def test_earlier_addresses_lead_to_the_workspaces_own_articles(
    client: FlaskClient, second: Desk, library: Library, other_tenant: Tenant
) -> None:
    theirs = Library(library.folder.parent / "theirs", other_tenant)
    theirs.write("hello.en.md", "Second.", redirect_from=["/old/pay", "pay"])
    theirs.bring_in()
    second.published("From", "[there](/old/pay)")
    [link] = [node for node in nodes_of(blocks_read(client, other_tenant, "from")) if node["tag"] == "a"]
    assert link == {"tag": "a", "article": "hello", "children": ["there"]}
    assert read(client, other_tenant, "/articles/pay").get_json()["slug"] == "hello"
    assert client.get("/old/pay").headers["Location"] == "/help/en/articles/pay"
