"""What a reader may not know of leaves no trace at any door: every answer is as if it had never been written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import TypedDict

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import HOST_ORIGIN, Tenant
from tests.help.conftest import library
from tests.help.library import Library

__all__ = ["library"]

SECRET = "zebracorn"
"""A word that only what is hidden holds."""
QUERIES = (
    *(SECRET, "zebr", "zebrakorn", "bank zebracorn", "their", "draft", "tenant:other OR *", "id:1", "* OR *"),
    *("audience:known", "slug:hidden-draft", '"zebracorn"', "bank", "bnak"),
)
SLUGS = ("hidden-draft", "hidden-known", "hidden-pro", "hidden-withdrawn", "theirs", "only-hidden", "bank")
WIDGET = {"Origin": HOST_ORIGIN}
ANONYMOUS = "0f8fad5b-d9cb-469f-a165-70867728950e"
CHANGES = re.compile(r'"search_id":"[^"]+"|"restricted":(true|false)')
"""What no two answers have in common, and that some articles are for some users: the widget has to know."""


class Sent(TypedDict, total=False):
    """What goes with a request besides its address."""

    headers: dict[str, str]
    json: dict[str, str]


@pytest.fixture
def readable(library: Library) -> Library:
    """What everybody may read."""
    library.write("money/bank.en.md", "Connect your bank.")
    library.write("money/card.en.md", "Pay by card.")
    library.write("money/card.de.md", "Mit Karte zahlen.", slug="karte")
    library.bring_in()
    return library


@pytest.fixture
def hide(readable: Library, other_tenant: Tenant, tmp_path: Path) -> None:
    """What nobody in these tests may read, written when asked for."""
    pro = {"trait": "plan", "is": "pro"}
    text = f"{SECRET} bank card"
    gone = readable.write("money/hidden-withdrawn.en.md", text, redirect_from=["/old/withdrawn"])
    readable.bring_in()
    gone.unlink()
    readable.write("money/hidden-draft.en.md", text, draft=True, redirect_from=["/old/draft"], title=SECRET)
    readable.write("money/hidden-known.en.md", text, audience="known", suggest_on=["/*"], redirect_from=["/old/known"])
    readable.write("money/hidden-pro.en.md", text, audience=pro, title=f"{SECRET} prices")
    readable.write("money/hidden-pro.fr.md", text, audience=pro, title=f"{SECRET} prix")
    readable.write("secret/only-hidden.en.md", text, audience=pro)
    readable.bring_in(prune=True)
    theirs = Library(tmp_path / "theirs", other_tenant)
    theirs.write("theirs/theirs.en.md", text, title=SECRET)
    theirs.bring_in()


def answers(client: FlaskClient, tenant: Tenant) -> dict[str, tuple[int, str]]:
    """Status and body at every door."""
    return {f"{method} {path}": told(client.open(path, method=method, **sent)) for method, path, sent in doors(tenant)}


def doors(tenant: Tenant) -> Iterator[tuple[str, str, Sent]]:
    """Every way to articles that needs no proof of who one is."""
    caller = {"key": tenant.public_key, "anonymous_id": ANONYMOUS, "url": f"{HOST_ORIGIN}/invoices"}
    yield "POST", "/v1/boot", {"headers": WIDGET, "json": caller}
    for path in (*searches(f"key={tenant.public_key}"), *readings(f"key={tenant.public_key}")):
        yield "GET", path, {"headers": WIDGET if path.startswith("/v1/") else {}}
    for slug in SLUGS:
        yield "GET", f"/help/en/articles/{slug}?again", {"headers": {"Accept": "text/markdown"}}


def searches(key: str) -> Iterator[str]:
    """Addresses that look for something."""
    for query in QUERIES:
        for more in ("", "&literal=true", "&locale=fr", "&limit=20"):
            yield f"/v1/search?{key}&q={query}{more}"
        yield from (f"/help/en/search?q={query}", f"/help/en/search?q={query}&literal", f"/help/de/search?q={query}")


def readings(key: str) -> Iterator[str]:
    """Addresses of articles, lists and maps."""
    for slug in SLUGS:
        yield f"/v1/articles/{slug}?{key}"
        for place in product(("en", "de", "fr"), ("", ".md", "/thanks")):
            yield f"/help/{place[0]}/articles/{slug}{place[1]}"
    yield f"/v1/collections?{key}"
    for path in ("en/", "de/", "fr/", "en/collections/money", "en/collections/secret", "en/collections/theirs", "en/x"):
        yield f"/help/{path}"
    for path in ("sitemap.xml", "en/sitemap-1.xml", "de/sitemap-1.xml", "fr/sitemap-1.xml", "llms.txt"):
        yield f"/help/{path}"
    yield from ("/help/en/opensearch.xml", "/help/fr/opensearch.xml")
    yield from ("/old/draft", "/old/known", "/old/withdrawn")


def told(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, CHANGES.sub("…", re.sub(r'"request_id":"[^"]+"', "…", answer.text))


def test_what_is_hidden_leaves_no_trace_at_any_door(
    client: FlaskClient, readable: Library, tenant: Tenant, request: pytest.FixtureRequest
) -> None:
    before = answers(client, tenant)
    assert {status for door, (status, _) in before.items() if "/v1/" in door and "/articles/" not in door} == {200}
    request.getfixturevalue("hide")
    after = answers(client, tenant)
    assert {door: (before[door], after[door]) for door in before if before[door] != after[door]} == {}
    found = [door for door, (_, body) in after.items() if SECRET in body and SECRET not in door]
    assert found == []


def test_hidden_articles_cannot_be_voted_on(client: FlaskClient, hide: None, tenant: Tenant) -> None:
    sent = {"key": tenant.public_key, "anonymous_id": ANONYMOUS, "helpful": True}
    answered = {
        slug: (
            client.post(f"/v1/articles/{slug}/vote", json=sent, headers={"Origin": HOST_ORIGIN}).status_code,
            client.post(f"/help/en/articles/{slug}/vote", data={"helpful": "yes"}).status_code,
        )
        for slug in SLUGS
    }
    assert answered == {**dict.fromkeys(SLUGS, (404, 404)), "bank": (200, 303)}


def test_a_file_is_whoevers_has_its_address_which_nobody_can_guess(
    client: FlaskClient, readable: Library, other_tenant: Tenant
) -> None:
    # As promised of pictures and files (docs/articles.md): the address is made from their bytes, and is not a lock.
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="7" height="7"/></svg>'
    (readable.folder / "p.svg").write_bytes(picture)
    readable.write("money/hidden-draft.en.md", "![p](../p.svg)", draft=True)
    readable.write("money/hidden-pro.en.md", "![p](../p.svg)", audience={"trait": "plan", "is": "pro"})
    readable.bring_in()
    path = f"/help/images/{sha256(picture).hexdigest()}.svg"
    assert client.get(path).data == picture
    theirs = Library(readable.folder.parent / "theirs", other_tenant)
    theirs.write("theirs.en.md", "![p](p.svg)")
    (theirs.folder / "p.svg").write_bytes(picture.replace(b"7", b"8"))
    theirs.bring_in()
    other = sha256(picture.replace(b"7", b"8")).hexdigest()
    assert client.get(f"/help/images/{other}.svg").status_code == 404
    for guess in ("", other[:-1], "*", "%25", "0" * 64):
        assert client.get(f"/help/images/{guess}").status_code == 404


def test_an_article_is_made_when_it_is_saved_and_not_when_it_is_read(
    client: FlaskClient, readable: Library, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("content.markdown", "help.authoring.texts.parsing", "content.fields"):
        monkeypatch.setattr(f"onboarding.{module}.blocks_of", lambda _: pytest.fail("Markdown was parsed to be read"))
    read = [f"/v1/articles/bank?key={tenant.public_key}", "/help/en/articles/bank", "/help/en/articles/bank.md"]
    for path in read:
        assert client.get(path, headers={"Origin": HOST_ORIGIN}).status_code == 200
