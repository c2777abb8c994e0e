"""How long what a desk says of a ticket may be, whichever door it comes in by."""

from __future__ import annotations

LONGEST_ID = 255
"""Characters of an id: the desk's of a ticket, the host's of a user."""
LONGEST_WORD = 80
"""A status, a priority, a channel, a satisfaction."""
LONGEST_SUBJECT = 4_000
LONGEST_TAG = 255
MOST_TAGS = 100
LONGEST_URL = 8_000
