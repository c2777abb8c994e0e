"""How a vendor's help centre is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from onboarding.help.importers.progress import Progress, Unwatched
from onboarding.help.importers.vendors.access import Restricted


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How whoever imports wants it read."""

    default_locale: str
    """The workspace's."""
    restricted: Restricted = Restricted.DRAFT
    """What becomes of articles for readers we do not know."""
    site: str | None = None
    """Address of the help centre, where its articles do not say it."""
    address: str | None = None
    """Of the API that was asked; None when its answers were saved."""
    account: str | None = None
    """What the account is called, whatever the answers say."""
    progress: Progress = field(default_factory=Unwatched)
