"""Limits that hold across workers: Flask-Limiter, counted in process or in Redis.

They are declared where they apply, with `@limiter.limit("…")` or `with limiter.limit("…"):`.
"""

from __future__ import annotations

import math
import time

from flask import Flask, Response, request
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address

from onboarding.web.problems import Problem, answer


def caller_address() -> str:
    """Whom a limit counts: the client's address, as the trusted proxies report it."""
    return get_remote_address()


def login_email() -> str:
    """Whom a login limit counts besides the address: the e-mail that is tried."""
    return request.form.get("email", "").strip().lower()


limiter = Limiter(key_func=caller_address)


def register(app: Flask, storage: str) -> None:
    """Count limits in `storage`; when it does not answer, count in process rather than refuse."""
    app.config |= {"RATELIMIT_STORAGE_URI": storage, "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True}
    # An extension that finds itself registered adds no hooks. Declared limits are checked without them, and on every
    # other request they cost more than routing does.
    app.extensions["limiter"] = {limiter}
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, _refuse)


def problem_of(error: RateLimitExceeded) -> Problem:
    """The problem that says which limit was reached, and how long to wait."""
    limit = limiter.current_limit
    seconds = max(1, math.ceil(limit.reset_at - time.time())) if limit else 1
    detail = f"At most {error.description}; wait a little."
    return Problem(429, "too_many_requests", detail, headers={"Retry-After": str(seconds)})


def _refuse(error: RateLimitExceeded) -> Response:
    return answer(problem_of(error))
