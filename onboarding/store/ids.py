"""Identifiers: prefixed ULIDs outside, time-ordered 63-bit numbers inside."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from uuid import UUID

from onboarding.store.types import to_milliseconds

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
NUMBER_EPOCH = to_milliseconds(datetime(2020, 1, 1, tzinfo=UTC))
RANDOM_BITS = 22


def new_id(prefix: str, moment: datetime) -> str:
    """A prefixed ULID such as `tkt_01k…`: 48 bits of milliseconds, 80 random bits, Crockford base 32.

    Source: github.com/ulid/spec.
    """
    value = to_milliseconds(moment) << 80 | secrets.randbits(80)
    digits = [CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5)]
    return f"{prefix}_{''.join(digits)}"


def new_number(moment: datetime) -> int:
    """A positive 63-bit id that grows with time: milliseconds since 2020, then 22 random bits.

    It is unique together with the tenant that leads the key, which needs no sequence shared by all tenants.
    """
    milliseconds = max(0, to_milliseconds(moment) - NUMBER_EPOCH)
    return milliseconds << RANDOM_BITS | secrets.randbits(RANDOM_BITS)


def new_uuid7(moment: datetime) -> UUID:
    """A UUIDv7 of a moment (RFC 9562 §5.7): 48 bits of milliseconds, then random bits."""
    value = to_milliseconds(moment) << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return UUID(int=value)
