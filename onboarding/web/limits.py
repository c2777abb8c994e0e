"""Limits that hold across workers: Flask-Limiter, counted in process or in Redis.

They are declared where they apply, with `@limiter.limit("…")` or `with limiter.limit("…"):`.
"""

from __future__ import annotations

import math
import time

from flask import Flask, Response
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address
from limits import RateLimitItem

from onboarding.web.problems import Problem, answer


def caller_address() -> str:
    """Whom a limit counts: the client's address, as the trusted proxies report it."""
    return get_remote_address()


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
    detail = f"At most {_rate_of(error.limit.limit)}; wait {_told(seconds)}."
    return Problem(429, "too_many_requests", detail, headers={"Retry-After": str(seconds)})


def _rate_of(item: RateLimitItem) -> str:
    """`5 in 15 minutes`, `100 per minute`."""
    unit = item.GRANULARITY.name
    return f"{item.amount} per {unit}" if item.multiples == 1 else f"{item.amount} in {item.multiples} {unit}s"


def _told(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    return f"{seconds} s" if minutes == 1 else f"{minutes} minutes"


def _refuse(error: RateLimitExceeded) -> Response:
    return answer(problem_of(error))
