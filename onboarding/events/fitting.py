"""Whether an event fits into the store: its size, and what JSON allows and databases cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from onboarding.events.batch import Refusal
from onboarding.store.storable import LONG_INTEGER, NUL, unstorable

LARGEST_EVENT = 8 * 1024


def check_fits(source: Mapping[str, Any]) -> None:
    """Raise Refusal for an event that is too large, or that the databases could not store as it is."""
    try:
        encoded = orjson.dumps(source)
    except TypeError as error:  # an integer of more than 64 bits, or nested too deeply
        too_deep = Refusal("event_too_deep", "", "its objects and lists are nested too deeply")
        raise (_flaw_of(source) or too_deep) from error
    if len(encoded) > LARGEST_EVENT:
        raise Refusal("event_too_large", "", f"an event may have {LARGEST_EVENT} bytes at most")
    flaw = _flaw_of(source) if b"\\u0000" in encoded else None
    if flaw is not None:
        raise flaw


def _flaw_of(source: Mapping[str, Any]) -> Refusal | None:
    flaw = unstorable(source)
    if flaw is not None and flaw.detail == LONG_INTEGER:
        return Refusal("integer_too_long", flaw.pointer, flaw.detail)
    if flaw is not None and flaw.detail == NUL:
        return Refusal("nul_refused", flaw.pointer, flaw.detail)
    return None
