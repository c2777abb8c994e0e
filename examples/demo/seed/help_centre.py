"""What seeding asks the help centre."""

from collections.abc import Sequence
from typing import Protocol


class HelpCentre(Protocol):
    """What the people of the story find when they look for help."""

    def shown(self, query: str, locale: str) -> Sequence[str]:
        """The articles a query shows, best first."""

    def article_id(self, slug: str, locale: str) -> str | None:
        """The article of that slug."""
