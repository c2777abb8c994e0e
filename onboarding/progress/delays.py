"""How long after the start a task was first done, as a bucket that sums can be kept of.

Buckets are quarter octaves of seconds: bucket b holds delays from 2^(b/4) − 1 up to 2^((b+1)/4) − 1 seconds, which
keeps a median within 0.35 % and a year within 100 buckets.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

WINDOW = timedelta(days=14)
"""How long after the start a completion counts as conversion."""
NOT_DONE = -2
"""The task is visible and was never done."""
BEFORE = -1
"""The task was done before the start: shown apart, out of the rate."""
LATE = 1_000
"""Added to the bucket of a delay beyond the window."""


def bucket_of(started_at: datetime, first_done_at: datetime | None) -> int:
    """The bucket of a visible task's first completion."""
    if first_done_at is None:
        return NOT_DONE
    delay = first_done_at - started_at
    if delay < timedelta(0):
        return BEFORE
    quarter_octaves = int(4 * math.log2(delay.total_seconds() + 1))
    return quarter_octaves if delay <= WINDOW else LATE + quarter_octaves


def bounds_of(bucket: int) -> tuple[float, float]:
    """Lower and upper bound, in seconds, of the delays in a bucket of completions."""
    quarter_octaves = bucket - LATE if bucket >= LATE else bucket
    return 2 ** (quarter_octaves / 4) - 1, 2 ** ((quarter_octaves + 1) / 4) - 1
