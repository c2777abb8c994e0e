"""Checking passwords: slow by design, so bounded in number and equally slow for addresses nobody has."""

from __future__ import annotations

import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from onboarding.web.problems import Problem

AT_ONCE = 2
"""Hashes a process computes at a time: each takes 64 MiB and most of a core for some 50 ms."""

_hasher = PasswordHasher()
_places = BoundedSemaphore(AT_ONCE)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a stored hash; never for None, which takes as long.

    Raises:
        Problem: 503 when as many passwords as allowed are being checked.
    """
    # Waiting would hold the threads that serve everyone else.
    if not _places.acquire(blocking=False):
        raise Problem(503, "busy", "Too many people are signing in at this moment; try again.", headers=AGAIN)
    try:
        _hasher.verify(_nobodys_hash() if stored is None else stored, password)
    except VerifyMismatchError:
        return False
    finally:
        _places.release()
    return stored is not None


AGAIN = {"Retry-After": "1"}


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex())
