"""What is in a workspace before an import."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from onboarding.help.editions.edition import read_edition
from onboarding.help.importers.deletions import Deletions, deletions_in
from onboarding.help.importers.source_text import TextKey
from onboarding.help.importers.stored_text import StoredText, stored_texts


@dataclass(frozen=True)
class Present:
    """The texts of a workspace, and what was deleted in it."""

    workspace_id: int
    edition: str
    """At which the rest was read, or an earlier one."""
    deletions: Deletions
    texts: list[StoredText]

    @property
    def keys(self) -> AbstractSet[TextKey]:
        """By which imports know the texts."""
        return {text.key for text in self.texts}


def present_in(workspace_id: int) -> Present:
    """What is in a workspace now."""
    edition = read_edition(workspace_id)  # first: if articles change meanwhile, this is known to be out of date
    return Present(workspace_id, edition, deletions_in(workspace_id), stored_texts(workspace_id))
