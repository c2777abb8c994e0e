"""The help centre for search engines: every page that is written in a language, and no other."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from onboarding.help.centre import sitemap
from tests.help.library import Library

BASE = "http://127.0.0.1:8000/help"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
COLLECTIONS = """
- slug: money
  title: {en: Money, de: Geld}
- slug: people
  title: {en: People}
- slug: empty
  title: {en: Empty, de: Leer}
"""


@pytest.fixture
def written(library: Library) -> Library:
    """Two articles and a draft, in collections of which one is empty."""
    (library.folder / "_collections.yaml").write_text(COLLECTIONS)
    library.write("money/one.en.md")
    library.write("money/one.de.md", slug="eins")
    library.write("people/two.en.md")
    library.write("empty/draft.en.md", draft=True)
    library.bring_in()
    return library


def read(client: FlaskClient, path: str) -> ET.Element:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return ET.fromstring(answer.text)


def addresses(root: ET.Element) -> list[str | None]:
    return [each.text for each in root.findall("*/s:loc", NAMES)]


def mapped(client: FlaskClient) -> dict[str, dict[str, str]]:
    """Every page, with the address of each language it is said to be written in."""
    pages = {}
    for file in addresses(read(client, "/help/sitemap.xml")):
        for page in read(client, str(file).removeprefix("http://127.0.0.1:8000")).findall("s:url", NAMES):
            links = page.findall("x:link", NAMES)
            pages[str(page.findtext("s:loc", None, NAMES))] = {
                str(e.get("hreflang")): str(e.get("href")) for e in links
            }
    return pages


def test_sitemap_names_every_page_in_the_languages_it_is_written_in(client: FlaskClient, written: Library) -> None:
    assert {page.removeprefix(BASE): sorted(links) for page, links in mapped(client).items()} == {
        "/de/": ["de", "en", "x-default"],
        "/de/collections/money": ["de", "en", "x-default"],
        "/de/articles/eins": ["de", "en", "x-default"],
        "/en/": ["de", "en", "x-default"],
        "/en/collections/money": ["de", "en", "x-default"],
        "/en/collections/people": ["en", "x-default"],
        "/en/articles/one": ["de", "en", "x-default"],
        "/en/articles/two": ["en", "x-default"],
    }
    days = read(client, "/help/en/sitemap-1.xml").findall("s:url/s:lastmod", NAMES)
    assert [each.text for each in days] == ["2026-03-10"] * 2


def test_pages_are_there_and_say_the_same_of_their_languages(client: FlaskClient, written: Library) -> None:
    for page, links in mapped(client).items():
        answer = client.get(page.removeprefix("http://127.0.0.1:8000"))
        assert answer.status_code == 200
        for locale, address in links.items():
            assert f'<link rel="alternate" hreflang="{locale}" href="{address}">' in answer.text
        assert answer.text.count('<link rel="alternate" hreflang=') == len(links)


def test_sitemap_of_many_pages_comes_in_several_files(
    client: FlaskClient, written: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mapped(client)
    sitemap.MAPS.get().clear()
    monkeypatch.setattr(sitemap, "MOST_PAGES", 2)
    files = [f"{BASE}/{name}.xml" for name in ("de/sitemap-1", "de/sitemap-2", *(f"en/sitemap-{n}" for n in (1, 2, 3)))]
    assert addresses(read(client, "/help/sitemap.xml")) == files
    assert mapped(client) == whole
    for name in ("en/sitemap-0", "en/sitemap-4", "en/sitemap--1", "fr/sitemap-1"):
        assert client.get(f"/help/{name}.xml").status_code == 404


def test_sitemap_is_drawn_once_until_an_article_changes(
    client: FlaskClient, written: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = mapped(client)
    with monkeypatch.context() as patch:
        patch.setattr(sitemap, "draw_page", lambda *_, **__: pytest.fail("it was drawn again"))
        assert mapped(client) == before
    written.write("people/three.en.md")
    written.bring_in()
    assert mapped(client).keys() - before.keys() == {f"{BASE}/en/articles/three"}


def test_collection_is_written_in_the_languages_of_what_lies_deeper(client: FlaskClient, library: Library) -> None:
    inner = "  collections: [{slug: cards, title: {en: Cards, de: Karten}}]"
    (library.folder / "_collections.yaml").write_text(f"- slug: money\n  title: {{en: Money, de: Geld}}\n{inner}\n")
    library.write("money/cards/one.en.md")
    library.write("money/cards/one.de.md", slug="eins")
    library.bring_in()
    assert sorted(mapped(client)[f"{BASE}/en/collections/money"]) == ["de", "en", "x-default"]
