"""What the browser says about its user without proof: kept apart, shown to members, and never decided on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.people.models import User
from onboarding.people.queries import UserView


@dataclass(frozen=True)
class Claims:
    """The host page's word; what is None was not said and stays as it is."""

    traits: Mapping[str, Any] | None = None
    company: Mapping[str, Any] | None = None
    """`id`, and perhaps `name` and `traits`."""
    locale: str | None = None
    """BCP 47 tag of the language the user reads."""

    def are_news_of(self, user: UserView) -> bool:
        """Whether something is said that is not known yet."""
        return self.applied_to(user.claimed) != user.claimed or self.locale not in (None, user.locale)

    def keep(self, user: User) -> None:
        """Write them to the user's row."""
        user.claimed = self.applied_to(user.claimed)
        user.locale = self.locale or user.locale

    def applied_to(self, claimed: Mapping[str, Any]) -> dict[str, Any]:
        """What is claimed now: each part replaces what was said before, so that it stays as small as one request."""
        said = {"traits": self.traits, "company": self.company}
        return {**claimed, **{name: dict(value) for name, value in said.items() if value is not None}}


NOTHING_CLAIMED = Claims()
