"""The limit every request meets: so many a minute from one address.

It is counted in this process alone. A count shared by all workers would cost each request more than many of them
cost the database; what it protects is the worker, so each guards itself. Limits that must hold across workers,
such as those on logins, are declared in `limits`.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from flask import Flask

from onboarding.store.per_app import PerApp
from onboarding.web.limits import caller_address
from onboarding.web.problems import Problem

REQUESTS_PER_WINDOW = 3_000
WINDOW_SECONDS = 60.0


class FloodGuard:
    """Counts requests per address in fixed windows; safe between threads.

    Args:
        most: requests an address may make in a window.
        clock: seconds that only ever grow.
    """

    def __init__(self, most: int = REQUESTS_PER_WINDOW, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._ends = clock() + WINDOW_SECONDS
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def seconds_to_wait(self, address: str) -> float:
        """Count a request; 0 when it may pass, or else how long the window still lasts."""
        with self._lock:
            moment = self._clock()
            if moment >= self._ends:
                self._counts = {}
                self._ends = moment + WINDOW_SECONDS
            count = self._counts[address] = self._counts.get(address, 0) + 1
            return 0.0 if count <= self._most else self._ends - moment


GUARD: PerApp[FloodGuard] = PerApp("flood")


def register(app: Flask, guard: FloodGuard) -> None:
    """Let `guard` see every request of `app`."""
    GUARD.put(app, guard)
    app.before_request(_refuse_floods)


def _refuse_floods() -> None:
    seconds = GUARD.get().seconds_to_wait(caller_address())
    if seconds:
        headers = {"Retry-After": str(math.ceil(seconds))}
        raise Problem(429, "too_many_requests", "Too many requests from this address; wait a little.", headers=headers)
