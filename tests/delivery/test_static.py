"""The widget's files: cached for as long as is safe, and readable from any page."""

from __future__ import annotations

import gzip
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.store import db
from tests.conftest import ON_SQLITE_ALONE

DIST = Path(__file__).parents[2] / "static" / "widget" / "dist"
MANIFEST = json.loads((DIST / "manifest.json").read_text())
MODULES = sorted("/" + each["file"] for name, each in MANIFEST.items() if name != "loader")
MODULE = "/" + MANIFEST["module"]["file"]


@pytest.mark.parametrize(
    ("path", "cache_control"),
    [
        ("/widget.js", "public, max-age=300, stale-while-revalidate=86400"),
        *((path, "public, max-age=31536000, immutable") for path in MODULES),
    ],
)
def test_static_serves_the_built_file_to_any_page(client: FlaskClient, path: str, cache_control: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.data == (DIST / path.lstrip("/")).read_bytes()
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == cache_control
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/widget.js", MODULE])
def test_static_compresses_for_those_who_accept_it(client: FlaskClient, path: str) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "gzip;q=0, identity"})
    packed = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]


def test_static_answers_an_unchanged_file_without_a_body(client: FlaskClient) -> None:
    etag = client.get("/widget.js").headers["ETag"]
    again = client.get("/widget.js", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == etag


@pytest.mark.parametrize(
    "path", ["/w/0123456789abcdef.mjs", "/w/../widget.js", "/w/%2e%2e%2fmanifest.mjs", "/w/a.b.mjs", "/w/manifest.json"]
)
@ON_SQLITE_ALONE
def test_static_serves_nothing_beside_the_built_files(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.fixture
def restarted(settings: Settings) -> Iterator[Flask]:
    """An application that has read no file of the widget yet."""
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_static_goes_on_serving_the_modules_of_the_release_before(restarted: Flask, settings: Settings) -> None:
    folder = settings.data_dir / "widget"
    folder.mkdir()
    for name, days in (("earlier.mjs", 29), ("ancient.mjs", 31)):
        (folder / name).write_text(f"/* {name} */")
        moment = time.time() - days * 24 * 60 * 60
        os.utime(folder / name, (moment, moment))
    client = restarted.test_client()
    assert client.get("/w/earlier.mjs").text == "/* earlier.mjs */"
    assert client.get("/w/ancient.mjs").status_code == 404
    assert client.get(MODULE).status_code == 200


def test_static_leaves_its_modules_to_the_next_release(client: FlaskClient, settings: Settings) -> None:
    assert client.get("/widget.js").status_code == 200
    left = {f"/w/{path.name}": path.read_bytes() for path in (settings.data_dir / "widget").iterdir()}
    assert left == {path: (DIST / path.lstrip("/")).read_bytes() for path in MODULES}


def test_static_serves_this_release_where_nothing_can_be_kept(restarted: Flask, settings: Settings) -> None:
    (settings.data_dir / "widget").write_text("no folder can be made here")
    assert restarted.test_client().get(MODULE).status_code == 200
