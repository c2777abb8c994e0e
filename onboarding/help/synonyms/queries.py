"""Reads of synonyms: the rules as members see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from onboarding.help.synonyms.models import Synonym
from onboarding.help.synonyms.rules import SynonymDraft
from onboarding.store.reading import reading


@dataclass(frozen=True, slots=True)
class SynonymView:
    """A rule as it is stored."""

    id: str
    draft: SynonymDraft
    changed_at: datetime


def synonyms_of(workspace_id: int) -> list[SynonymView]:
    """Every rule of a workspace, by language and first word."""
    columns = select(Synonym.id, Synonym.locale, Synonym.words, Synonym.means, Synonym.changed_at)
    rows = reading().execute(columns.where(Synonym.workspace_id == workspace_id))
    views = [
        SynonymView(id_, SynonymDraft(locale, tuple(words), None if means is None else tuple(means)), changed_at)
        for id_, locale, words, means, changed_at in rows
    ]
    return sorted(views, key=lambda each: (each.draft.locale, each.draft.words[0].casefold(), each.id))
