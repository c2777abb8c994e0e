"""The widget's files: a loader with a short life, and the modules behind it, whose names change with their content."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request

from onboarding.delivery import builds
from onboarding.store.per_app import SETTINGS
from onboarding.web.answers import FOR_EVER, cacheable_as, for_seconds

pages = Blueprint("static", __name__)

LOADER = "widget.js"
FOR_MINUTES = f"{for_seconds(300)}, stale-while-revalidate=86400"
"""A day more while asking for a newer one: the builds it leads to are kept, and no page waits for its loader."""
ANY_PAGE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@dataclass(frozen=True)
class Script:
    """A built file, as it is and compressed."""

    plain: bytes
    gzipped: bytes
    digest: str


@pages.get("/widget.js")
def loader() -> Response:
    """The one script a page includes."""
    return _answer(_scripts()[LOADER], FOR_MINUTES)


@pages.get("/w/<name>.mjs")
def module(name: str) -> Response:
    """A part of the widget, under a name made from its bytes."""
    script = _scripts().get(f"{name}.mjs")
    if script is None:
        abort(404)
    return _answer(script, FOR_EVER)


def _scripts() -> Mapping[str, Script]:
    return _read(SETTINGS.get().data_dir / "widget")


@cache
def _read(kept: Path) -> Mapping[str, Script]:
    files = {LOADER: (builds.BUILT / LOADER).read_bytes(), **builds.modules(kept)}
    return {name: _script(plain) for name, plain in files.items()}


def _script(plain: bytes) -> Script:
    return Script(plain, gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:32])


def _answer(script: Script, keep: str) -> Response:
    gzipped = request.accept_encodings.quality("gzip") > 0
    etag = f"{script.digest}-gzip" if gzipped else script.digest
    body = script.gzipped if gzipped else script.plain
    headers = {"Vary": "Accept-Encoding", **ANY_PAGE}
    answer = cacheable_as(etag, lambda: body, keep=keep, mimetype="text/javascript", headers=headers)
    if gzipped and answer.status_code == 200:
        answer.headers["Content-Encoding"] = "gzip"
    return answer
