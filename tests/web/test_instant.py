"""Moments in requests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from marshmallow import ValidationError

from onboarding.web.fields import Instant


def test_instant_is_read_in_utc() -> None:
    assert Instant().deserialize("2026-03-10T14:00:00+02:00") == datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00", "2026-03-10T14:00:00", "noon", 5, None]
)
def test_instant_refuses_what_is_no_moment_in_utc(text: object) -> None:
    with pytest.raises(ValidationError):
        Instant().deserialize(text)
