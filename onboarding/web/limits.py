"""Rate limits: Flask-Limiter, counted in process or in Redis."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


def caller_address() -> str:
    """Whom a limit counts: the client's address, as the trusted proxies report it."""
    return get_remote_address()


def login_email() -> str:
    """Whom a login limit counts besides the address: the e-mail that is tried."""
    return request.form.get("email", "").strip().lower()


limiter = Limiter(key_func=caller_address, headers_enabled=True, default_limits=["3000 per minute"])


def register(app: Flask, storage: str) -> None:
    """Count limits in `storage`; when it does not answer, count in process rather than refuse."""
    app.config |= {"RATELIMIT_STORAGE_URI": storage, "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True}
    limiter.init_app(app)
