"""Cookie sessions for the pages people open; the API has none, whatever cookies come with a call."""

from __future__ import annotations

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class PageSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, left unread on API calls."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a page; an empty one that cannot be written for the API."""
        if request.path.startswith("/v1/"):
            return self.make_null_session(app)
        return super().open_session(app, request)
