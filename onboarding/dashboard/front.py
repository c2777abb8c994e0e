"""The bare address: whoever opens it is a member looking for the dashboard."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

pages = Blueprint("front", __name__)


@pages.route("/")
def front() -> Response:
    """Lead on to the dashboard."""
    return redirect(url_for("dashboard.home"))
