"""What every change of synonyms shares: nobody else changes them meanwhile, and every worker reads them anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.synonyms.models import Synonym, SynonymList
from onboarding.help.synonyms.rules import MOST_RULES, SynonymDraft
from onboarding.help.synonyms.thesauri import forget_thesauri
from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.store.upsert import insert_new, replace_rows
from onboarding.workspaces.changes import ChangeError


@contextmanager
def changing_synonyms(workspace_id: int) -> Iterator[Session]:
    """A transaction in which nobody else changes the workspace's synonyms.

    Raises:
        ChangeError: the block has left a language with more rules than it may have, or with one of them twice.
    """
    edition = {"workspace_id": workspace_id, "edition": new_id("syl", now())}
    with transaction() as session:
        insert_new(session.connection(), SynonymList, [edition], returning="edition")
        session.get_one(SynonymList, workspace_id, with_for_update=True)
        yield session
        session.flush()
        _check_whole(session, workspace_id)
        replace_rows(session.connection(), SynonymList, [edition])
    forget_thesauri()


def insert_synonym(session: Session, workspace_id: int, draft: SynonymDraft) -> str:
    """Store a new rule; its id."""
    synonym_id = new_id("syn", now())
    row = Synonym(workspace_id=workspace_id, id=synonym_id)
    write_draft(row, draft)
    session.add(row)
    return synonym_id


def write_draft(row: Synonym, draft: SynonymDraft) -> None:
    """Make a row say what the draft says."""
    row.locale, row.words, row.changed_at = draft.locale, list(draft.words), now()
    row.means = None if draft.means is None else list(draft.means)


def draft_of(row: Synonym) -> SynonymDraft:
    """What a row says."""
    return SynonymDraft(row.locale, tuple(row.words), None if row.means is None else tuple(row.means))


def _check_whole(session: Session, workspace_id: int) -> None:
    drafts = [draft_of(row) for row in session.scalars(select(Synonym).where(Synonym.workspace_id == workspace_id))]
    for draft, times in Counter(drafts).items():
        if times > 1:
            raise ChangeError(f"“{draft}” is there already.")
    for locale, count in Counter(draft.locale for draft in drafts).items():
        if count > MOST_RULES:
            raise ChangeError(f"{locale} cannot have more than {MOST_RULES:,} synonyms.")
