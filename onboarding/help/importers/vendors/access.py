"""Who could read an article where it comes from, and who may here: never more people than there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from onboarding.help.audience import KNOWN, Source


class Restricted(StrEnum):
    """What becomes of articles that not everyone could read, and for which we know no audience."""

    DRAFT = "draft"
    KNOWN = "known"


@dataclass(frozen=True)
class Access:
    """Who could read something."""

    audience: Source = None
    reason: str | None = None
    """Why we know no audience for it; None when we do."""


EVERYONE = Access()
SIGNED_IN = Access(audience=KNOWN)


def kept_back(reason: str) -> Access:
    """For readers whom we cannot name."""
    return Access(reason=reason)


def narrowest(accesses: Iterable[Access]) -> Access:
    """Who may read what lies in all of these."""
    listed = list(accesses)
    reasons = [access.reason for access in listed if access.reason]
    audience = KNOWN if any(access.audience for access in listed) else None
    return Access(audience, "; ".join(dict.fromkeys(reasons)) or None)
