"""Who is looking: the database of this request, the signed-in account, and what just happened."""

import sqlite3
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, session, url_for
from werkzeug.wrappers import Response

from ..records import accounts, database


def database_of_request() -> sqlite3.Connection:
    """Return the connection of this request, opened on first use; `with` around it commits."""
    if "database" not in g:
        g.database = database.connect(Path(current_app.config["DATABASE"]))
    connection: sqlite3.Connection = g.database
    return connection


def account_or_none() -> accounts.Account | None:
    """Return the signed-in account."""
    if "account" not in g:
        user_id = session.get("user_id")
        g.account = accounts.find(database_of_request(), user_id) if user_id else None
    account: accounts.Account | None = g.account
    return account


def signed_in() -> accounts.Account:
    """Return the signed-in account of a page that only members reach."""
    account = account_or_none()
    if account is None:
        raise LookupError("this page is not behind members_only")
    return account


def members_only(blueprint: Blueprint) -> Blueprint:
    """Send anonymous visitors of the blueprint to the sign-in page."""

    @blueprint.before_request
    def ask_to_sign_in() -> Response | None:
        return None if account_or_none() else redirect(url_for("public.sign_in"))

    return blueprint


def announce(name: str, **properties: Any) -> None:
    """Let the next page's script tell Handrail that something has succeeded."""
    session["announcements"] = [*session.get("announcements", ()), {"name": name, "properties": properties}]


def notice(text: str) -> None:
    """Show a line at the top of the next page."""
    session["notice"] = text


def install(app: Flask) -> None:
    """Give templates the account and what was announced; close the database afterwards."""

    @app.context_processor
    def visitor() -> dict[str, Any]:
        return {
            "account": account_or_none(),
            "take_announcements": lambda: session.pop("announcements", []),
            "take_notice": lambda: session.pop("notice", None),
        }

    @app.teardown_appcontext
    def close(_: BaseException | None) -> None:
        connection = g.pop("database", None)
        if connection is not None:
            connection.close()
