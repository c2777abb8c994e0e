"""What an editor typed of a collection, checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onboarding.help.authoring.fields import one_line
from onboarding.help.editing import EditRefused
from onboarding.store.storable import unstorable

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 500


class Direction(StrEnum):
    """Where a collection goes among those beside it."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class TypedCollection:
    """A collection's fields as they were typed, in one language."""

    locale: str
    title: str
    description: str = ""
    slug: str = ""
    parent: str = ""
    """Id of the collection it lies in; empty for the top."""

    def texts(self) -> dict[str, str]:
        """Title and description, to be stored; raises EditRefused."""
        title, description = one_line(self.title), one_line(self.description)
        faults = {}
        if not 0 < len(title) <= LONGEST_TITLE:
            faults["title"] = f"A collection needs a title of at most {LONGEST_TITLE} characters."
        if len(description) > LONGEST_DESCRIPTION:
            faults["description"] = f"{len(description)} characters; {LONGEST_DESCRIPTION} are the most."
        if unstorable([title, description]):
            faults["title"] = "It cannot be stored: a text cannot hold NUL or half a surrogate pair."
        if faults:
            raise EditRefused(faults)
        return {"title": title, "description": description}
