"""What may stand in an address in place of a parameter."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import PathConverter


class HostId(PathConverter):
    """An id the host chose: any text, also with slashes and line breaks in it, or at its beginning."""

    regex = r"[\s\S]+?"
    part_isolating = False


def register(app: Flask) -> None:
    """Let rules of `app` hold `<host_id:…>`; before the first of them is added."""
    app.url_map.converters["host_id"] = HostId
