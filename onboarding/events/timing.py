"""How a batch's times are read: the browser's clock corrected, a backend's trusted, no event in the future."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onboarding.store.types import EARLIEST_MS, LATEST_MS, to_milliseconds
from onboarding.web.problems import Fault, Problem

OLDEST_MS = 30 * 24 * 60 * 60 * 1_000
"""How late a browser's event may be; an older one is moved to this age."""
NOT_A_MOMENT = "an RFC 3339 moment with its offset, such as 2026-11-22T06:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Timing:
    """How a batch's times are read."""

    received_ms: int
    skew_ms: int
    """How far the sender's clock is ahead of ours."""
    oldest_ms: int


def browser_timing(sent_at: object, received_ms: int) -> Timing:
    """Correct for the browser's clock: what it calls now (`sent_at`) is when we received the batch."""
    sent_ms = moment_ms(sent_at) if sent_at is not None else received_ms
    if sent_ms is None:
        raise Problem(422, "invalid", "The batch cannot be used.", faults=[Fault("/sent_at", NOT_A_MOMENT)])
    return Timing(received_ms, sent_ms - received_ms, received_ms - OLDEST_MS)


def server_timing(received_ms: int) -> Timing:
    """Trust a backend's clock and its history; only what lies in the future is taken as now."""
    return Timing(received_ms, 0, 0)


def moment_ms(value: object) -> int | None:
    """Milliseconds of an RFC 3339 moment, moved into the years 1 to 9999 of UTC; None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return None if moment.tzinfo is None else max(EARLIEST_MS, min(to_milliseconds(moment), LATEST_MS))
    except (ValueError, OverflowError):
        return None
