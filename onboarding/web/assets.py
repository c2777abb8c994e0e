"""Stylesheets and pictures of server-drawn pages; features register their folders, addresses change with content."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for

from onboarding.store.per_app import PerApp
from onboarding.web.answers import FOR_EVER, cacheable_as

pages = Blueprint("assets", __name__)
FOR_A_MINUTE = "public, max-age=60"
IMPORT = re.compile(r'^@import "(\./[^"]+)";$', re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    body: bytes
    digest: str
    media_type: str


ASSETS: PerApp[Mapping[str, Asset]] = PerApp("assets")


def register(app: Flask, **folders: Path) -> None:
    """Serve the files of each folder as `/assets/<name>/<file>`; templates name one by `asset_url("<name>/<file>")`.

    The files are read once: an address that is not among them reaches no disk. A stylesheet is served with those it
    imports in their places.
    """
    assets: Mapping[str, Asset] = {
        f"{name}/{path.name}": _read(path)
        for name, folder in folders.items()
        for path in folder.iterdir()
        if path.is_file()
    }
    ASSETS.put(app, assets)
    app.jinja_env.globals["asset_url"] = asset_url
    app.register_blueprint(pages)


def asset_url(name: str) -> str:
    """The address of an asset, which changes with its content; raises LookupError for an unknown one."""
    return url_for("assets.asset", name=name, v=ASSETS.get()[name].digest)


@pages.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """The file of that name."""
    found = ASSETS.get().get(name)
    if found is None:
        abort(404)
    keep = FOR_EVER if request.args.get("v") == found.digest else FOR_A_MINUTE
    return cacheable_as(found.digest, lambda: found.body, keep=keep, mimetype=found.media_type)


def _read(path: Path) -> Asset:
    body = _with_imports(path).encode() if path.suffix == ".css" else path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, hashlib.sha256(body).hexdigest()[:16], media_type)


def _with_imports(path: Path) -> str:
    """A stylesheet with the text of each one it imports where it does so."""
    return IMPORT.sub(lambda found: _with_imports(path.parent / found[1]), path.read_text("utf-8"))
