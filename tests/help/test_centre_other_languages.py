"""The help centre where articles are not written in the language of the address: shown, and never passed off as it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.help.library import Library
from tests.help.test_centre_pages import Page, text_of
from tests.help.test_centre_sitemap import BASE, mapped

COLLECTIONS = """
- slug: animals
  title: {en: Animals, de: Tiere, fr: Animaux}
"""


@pytest.fixture
def mixed(library: Library) -> Library:
    """A French article, and one in German alone, in a collection that has a name in English and French too."""
    (library.folder / "_collections.yaml").write_text(COLLECTIONS)
    library.write("hello.fr.md", title="Bonjour")
    library.write("animals/murmeltier.de.md", title="Das Murmeltier")
    library.bring_in()
    return library


def test_start_of_a_workspace_without_articles_in_its_language_is_not_empty(
    client: FlaskClient, library: Library
) -> None:
    library.write("eins.de.md", title="Eins")
    library.bring_in()
    answer = client.get("/help/", headers={"Accept-Language": "fr"}, follow_redirects=True)

    assert answer.request.path == "/help/en/"
    assert "/help/en/articles/eins" in Page(answer).links()
    assert "Eins Deutsch" in text_of(answer)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_pages_show_articles_of_every_language_with_its_name(client: FlaskClient, mixed: Library, locale: str) -> None:
    for path in (f"/help/{locale}/", f"/help/{locale}/collections/animals", f"/help/{locale}/search?q=murmeltier"):
        answer = client.get(path)
        assert f"/help/{locale}/articles/murmeltier" in Page(answer).links()
        assert "Das Murmeltier Deutsch" in text_of(answer)


@pytest.mark.parametrize(("locale", "title"), [("en", "Help"), ("fr", "Centre d’aide"), ("de", "Hilfe")])
def test_pages_speak_the_language_of_their_address(
    client: FlaskClient, mixed: Library, locale: str, title: str
) -> None:
    page = client.get(f"/help/{locale}/")
    assert Page(page).all("html")[0]["lang"] == locale
    assert title in text_of(page)


def test_sitemap_and_alternates_name_a_page_only_where_it_is_written(client: FlaskClient, mixed: Library) -> None:
    pages = {page.removeprefix(BASE): sorted(links) for page, links in mapped(client).items()}
    assert pages == {
        "/de/": ["de", "fr"],
        "/de/collections/animals": ["de"],
        "/de/articles/murmeltier": ["de"],
        "/fr/": ["de", "fr"],
        "/fr/articles/hello": ["fr"],
    }
    for path, languages in pages.items():
        named = Page(client.get(f"/help{path}")).all("link", rel="alternate")
        assert sorted(str(each["hreflang"]) for each in named if each.get("hreflang")) == languages


def test_article_shown_in_another_language_has_its_canonical_address_there(client: FlaskClient, mixed: Library) -> None:
    page = Page(client.get("/help/fr/articles/murmeltier"))
    assert page.all("link", rel="canonical")[0]["href"] == f"{BASE}/de/articles/murmeltier"


def test_machines_are_told_of_articles_in_every_language(client: FlaskClient, mixed: Library) -> None:
    told = client.get("/help/llms.txt").text
    assert f"{BASE}/de/articles/murmeltier.md" in told
    assert f"{BASE}/fr/articles/hello.md" in told


def test_the_language_switch_leads_to_the_page_in_every_language(client: FlaskClient, mixed: Library) -> None:
    page = Page(client.get("/help/de/collections/animals"))
    for locale in ("de", "en", "fr"):
        address = f"/help/{locale}/collections/animals"
        assert address in page.links()
        assert client.get(address).status_code == 200
