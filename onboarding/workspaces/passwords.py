"""Checking passwords: slow by design, so bounded in number and equally slow for addresses nobody has."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from onboarding.web.problems import Problem
from onboarding.workspaces.changes import ChangeError

SHORTEST = 12
LONGEST = 1_024
AT_ONCE = 2
"""Hashes a process computes at a time: each takes 64 MiB and most of a core for some 50 ms."""

_hasher = PasswordHasher()
_places = BoundedSemaphore(AT_ONCE)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a stored hash; never for None, which takes as long.

    Raises:
        Problem: 503 when as many passwords as allowed are being checked.
    """
    with _place():
        try:
            _hasher.verify(_nobodys_hash() if stored is None else stored, password)
        except VerifyMismatchError:
            return False
    return stored is not None


def check_length(password: str) -> None:
    """Raise ChangeError for a password shorter than SHORTEST or longer than LONGEST characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ChangeError(f"A password has at least {SHORTEST} characters, and at most {LONGEST:,}.")


def hash_of(password: str) -> str:
    """The hash to store of a password.

    Raises:
        ChangeError: as `check_length`.
        Problem: as `matches`.
    """
    check_length(password)
    with _place():
        return _hasher.hash(password)


@contextmanager
def _place() -> Iterator[None]:
    # Waiting would hold the threads that serve everyone else.
    if not _places.acquire(blocking=False):
        headers = {"Retry-After": "1"}
        raise Problem(503, "busy", "Too many people are signing in at this moment; try again.", headers=headers)
    try:
        yield
    finally:
        _places.release()


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex())
