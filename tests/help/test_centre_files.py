"""What the help centre serves besides pages, and addresses that are no longer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.content.blocks import plain_text
from onboarding.content.markdown import blocks_of
from onboarding.help.blocks.markdown_text import to_markdown
from onboarding.help.centre.colours import BLACK, DARK_GROUND, LIGHT_GROUND, READABLE, WHITE, contrast, readable
from onboarding.help.files.models import Image
from onboarding.store import db
from onboarding.workspaces.models import Workspace
from tests.conftest import Tenant, make_tenant
from tests.help.library import Library

BASE = "http://127.0.0.1:8000"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'


def test_article_is_served_as_markdown(client: FlaskClient, library: Library) -> None:
    library.write("one.en.md", "Text *with* [link](two.en.md).\n\n- a\n- b", title="One & two")
    library.write("two.en.md")
    library.bring_in()
    answer = client.get("/help/en/articles/one.md")
    assert answer.mimetype == "text/markdown"
    assert answer.text == f"# One & two\n\nText *with* [link]({BASE}/help/en/articles/two).\n\n- a\n- b\n"
    assert answer.headers["Link"] == f'<{BASE}/help/en/articles/one>; rel="canonical"'


@pytest.mark.parametrize(
    "markdown",
    [
        "1\\. not a list\n\n\\# no heading\n\n\\- no item\n\n\\> no quote",
        "a \\* b \\* c \\_d\\_ \\`e\\` \\[f\\](g) \\<b>",
        "3. three\n4. four\n   - nested\n\n     more\n",
        "> quote\n>\n> - item\n>\n> ```\n> code\n> ```",
        "````\n```\ninner\n```\n````",
        "| a\\|b | |\n|-|-|\n| `x` | **y** |",
        "one  \ntwo\\\nthree",
        "`` a`b `` and ` `` `",
        "**登录。**后 *x*y **a**b",
        "<details><summary>More</summary>\n\nInside\n\n</details>",
        "![alt *text*](https://a.test/x_(1).png) [a b](https://a.test/?q=a%20b)",
        "&amp;lt; &copy; AT&T",
        "~~gone~~ ~tilde~",
        "a\n\n---\n\nb",
    ],
)
def test_markdown_of_an_article_reads_as_the_article(markdown: str) -> None:
    blocks = blocks_of(markdown)
    again = blocks_of(to_markdown("T", blocks, lambda path: path))[1:]
    assert plain_text(again).split() == plain_text(blocks).split()


def test_picture_is_served_for_ever_and_does_nothing_by_itself(client: FlaskClient, library: Library) -> None:
    (library.folder / "p.svg").write_bytes(SVG)
    library.write("one.en.md", "![p](p.svg)")
    library.bring_in()
    path = f"/help/images/{db.session.scalar(select(Image.digest))}.svg"
    assert f'src="{path}"' in client.get("/help/en/articles/one").text
    answer = client.get(path)
    assert (answer.data, answer.mimetype) == (SVG, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("head", [{"audience": "known"}, {"draft": True}])
def test_picture_that_is_not_for_everybody_is_kept_by_no_shared_cache(
    client: FlaskClient, library: Library, head: dict[str, Any]
) -> None:
    (library.folder / "p.svg").write_bytes(SVG)
    library.write("one.en.md", "![p](p.svg)", **head)
    library.write("two.en.md")
    library.bring_in()
    path = f"/help/images/{db.session.scalar(select(Image.digest))}.svg"
    answer = client.get(path)
    assert (answer.data, answer.headers["Cache-Control"]) == (SVG, "private, no-cache")
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "private, no-cache")
    library.write("two.en.md", "![p](p.svg)")
    library.bring_in()
    assert client.get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_picture_that_a_browser_has_is_not_read_again(client: FlaskClient, library: Library) -> None:
    (library.folder / "p.svg").write_bytes(SVG)
    library.write("one.en.md", "![p](p.svg)")
    library.bring_in()
    path = f"/help/images/{db.session.scalar(select(Image.digest))}.svg"
    etag = client.get(path).headers["ETag"]
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert again.headers["Content-Security-Policy"].endswith("; sandbox")
    assert [statement for statement in statements if "image.data" in statement] == []
    assert [statement for statement in statements if "image.media_type" in statement] != []


@pytest.mark.parametrize("name", ["x.png", "%00.png", "..%2fx.png", "a" * 64])
def test_picture_that_is_not_there_is_not_found(client: FlaskClient, library: Library, name: str) -> None:
    assert client.get(f"/help/images/{name}").status_code == 404


@pytest.mark.parametrize("accent", ["#ffee00", "#000000", "#ffffff", "#2f5bea", "#777777"])
def test_links_can_be_read_whatever_accent_was_chosen(accent: str) -> None:
    colour = (int(accent[1:3], 16), int(accent[3:5], 16), int(accent[5:7], 16))
    for ground in (WHITE, BLACK, LIGHT_GROUND, DARK_GROUND):
        assert contrast(readable(colour, ground), ground) >= READABLE


def test_theme_takes_nothing_but_colours(client: FlaskClient, tenant: Tenant) -> None:
    theme = {"accent": "red;} body{background:url(//evil.test)", "mode": "dark}"}
    db.session.execute(update(Workspace).values(theme=theme))
    db.session.commit()
    answer = client.get("/help/theme.css")
    assert answer.mimetype == "text/css"
    assert "evil" not in answer.text
    assert "--accent:#2f5bea" in answer.text
    db.session.execute(update(Workspace).values(theme={"accent": "#ffee00", "mode": "light"}))
    db.session.commit()
    assert ":root{color-scheme:light;--accent:#ffee00;--on-accent:#000000;" in client.get("/help/theme.css").text


@pytest.mark.parametrize("path", ["/old/page", "/old/page/", "/old/page/index.html", "/help/billing/", "/alte%20Seite"])
def test_old_address_leads_to_the_article(client: FlaskClient, library: Library, path: str) -> None:
    library.write("one.en.md", redirect_from=["/old/page/", "/help/billing/", "/alte%20Seite"])
    library.bring_in()
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/help/en/articles/one")
    assert client.head(path).status_code == 301


def test_old_address_leads_to_the_article_in_its_own_language(client: FlaskClient, library: Library) -> None:
    library.write("one.en.md", permalink="/help/one/")
    library.write("one.de.md", permalink="/de/help/one/", slug="eins")
    library.bring_in()
    assert client.get("/de/help/one/").headers["Location"] == "/help/de/articles/eins"
    assert client.get("/help/one/").headers["Location"] == "/help/en/articles/one"


def test_old_address_of_a_draft_leads_nowhere(client: FlaskClient, library: Library) -> None:
    library.write("one.en.md", redirect_from=["/old/"], draft=True)
    library.bring_in()
    assert client.get("/old/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/old//evil.test", "//evil.test/%2e%2e", "/%5cevil.test", "/nothing%00", "/https:/evil.test"]
)
def test_unknown_address_leads_to_no_other_site(client: FlaskClient, library: Library, path: str) -> None:
    library.write("one.en.md", redirect_from=["/old/", "https://evil.test/x"])
    library.bring_in()
    answer = client.get(path)
    assert answer.status_code in (301, 308, 404)
    assert "evil" not in answer.headers.get("Location", "")


def test_unknown_address_answers_programs_as_before(client: FlaskClient, library: Library) -> None:
    library.write("one.en.md", redirect_from=["/v1/old", "/posted"])
    library.bring_in()
    for answer in (client.get("/v1/old"), client.post("/posted"), client.get("/nothing"), client.post("/help/en/x")):
        assert answer.status_code == 404
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json()["code"] == "not_found"


@pytest.fixture
def remembering(app: Flask, library: Library, settings: Settings) -> Iterator[FlaskClient]:
    """Calls a server that remembers for a while what it read, as servers do."""
    library.write("one.en.md", redirect_from=["/old/one"])
    library.bring_in()
    server = create_app(dataclasses.replace(settings, cache_seconds=60))
    client = server.test_client()
    assert client.get("/help/en/").status_code == 200
    yield client
    with server.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/favicon.ico", 404), ("/wp-login.php", 404), ("/help/xx/", 404), ("/old/one", 301), ("/help/theme.css", 200)],
)
def test_address_of_no_page_is_answered_without_asking_the_database(
    remembering: FlaskClient, path: str, status: int
) -> None:
    seen: list[str] = []
    with remembering.application.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    assert remembering.get(path).status_code == status
    assert seen == []


def test_help_centre_of_a_server_without_a_workspace_is_not_found_until_there_is_one(client: FlaskClient) -> None:
    assert client.get("/help/theme.css").status_code == 404
    make_tenant("Pennyleaf")
    assert client.get("/help/theme.css").status_code == 200


def test_unknown_page_of_the_help_centre_offers_what_there_is(client: FlaskClient, library: Library) -> None:
    library.write("one.de.md", collection="money")
    library.bring_in()
    answer = client.get("/help/de/nothing/here")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert "Diese Seite gibt es nicht" in answer.text
    assert "/help/de/articles/one" in answer.text
