"""Ids that are the same at every seeding: their random bits are a hash of what happened to whom."""

import hashlib
from datetime import datetime

from onboarding.store.ids import CROCKFORD
from onboarding.store.types import to_milliseconds


def event_id(at: datetime, user_id: str, number: int, name: str) -> bytes:
    """The UUIDv7 of an event: the `number`-th happening of the user, which may cause several events."""
    bits = _bits(user_id, number, name)
    high = to_milliseconds(at) << 16 | 7 << 12 | (bits >> 62 & 0xFFF)
    low = 2 << 62 | (bits & (1 << 62) - 1)
    return (high << 64 | low).to_bytes(16, "big")


def search_id(at: datetime, user_id: str, number: int) -> str:
    """The id of the search that is the `number`-th happening of the user."""
    value = to_milliseconds(at) << 80 | _bits(user_id, number, "search")
    return "sea_" + "".join(CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))


def _bits(user_id: str, number: int, name: str) -> int:
    digest = hashlib.blake2b(f"{user_id}/{number}/{name}".encode(), digest_size=10).digest()
    return int.from_bytes(digest, "big")
