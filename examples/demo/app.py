"""Pennyleaf as a Flask application: an ordinary product that happens to use Handrail."""

from datetime import date
from pathlib import Path

from flask import Flask, render_template

from .access import HandrailAccess
from .pages import banks, customers, handrail, invoices, overview, public, settings, team, visitor
from .security import protect
from .server_events import ServerEvents

PARTS = (public, overview, customers, invoices, banks, settings, team, handrail)


def create_demo(access: HandrailAccess, *, database_path: Path, session_secret: str) -> Flask:
    """Build the demo product; opens no file.

    Args:
        access: where Handrail is, and the keys to it.
        database_path: the product's own SQLite file, shared by all workers; `prepare_database` makes it.
        session_secret: what `prepare_database` returned.
    """
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=session_secret,
        DATABASE=str(database_path),
        SESSION_COOKIE_NAME="pennyleaf_session",  # cookies ignore ports: Handrail's own may live on this host
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=256 * 1024,
    )
    app.extensions["handrail_access"] = access
    app.extensions["handrail_events"] = ServerEvents(access)
    app.jinja_env.globals.update(handrail_key=access.public_key, handrail_loader=access.loader_url)
    app.jinja_env.filters.update(money=money, day=day)
    protect(app, access)
    visitor.install(app)
    for part in PARTS:
        app.register_blueprint(part.pages)
    app.register_error_handler(404, lambda _: (render_template("missing.html"), 404))
    return app


def money(cents: int) -> str:
    """Write cents as euros: 123450 becomes €1,234.50."""
    sign = "−" if cents < 0 else ""
    return f"{sign}€{abs(cents) / 100:,.2f}"


def day(value: date) -> str:
    """Write a date so that nobody can take the month for the day: 7 Nov 2026."""
    return f"{value.day} {value:%b %Y}"
