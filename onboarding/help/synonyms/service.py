"""Synonyms are added, changed, taken away, brought in from a file; all of it goes to the audit log."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.synonyms.changing import changing_synonyms, draft_of, insert_synonym, write_draft
from onboarding.help.synonyms.models import Synonym
from onboarding.help.synonyms.rules import SynonymDraft
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.audit import audit


def add_synonym(workspace_id: int, draft: SynonymDraft, *, actor: str) -> str:
    """Add a rule; its id.

    Raises:
        ChangeError: it is there already, or its language has as many as it may have.
    """
    with changing_synonyms(workspace_id) as session:
        synonym_id = insert_synonym(session, workspace_id, draft)
        note(session, workspace_id, "add_synonym", synonym_id, draft, actor=actor)
    return synonym_id


def change_synonym(workspace_id: int, synonym_id: str, draft: SynonymDraft, *, actor: str) -> None:
    """Put another rule in the place of one.

    Raises:
        ChangeError: as `add_synonym`.
        NotFoundError: it is not there any more.
    """
    with changing_synonyms(workspace_id) as session:
        write_draft(_row(session, workspace_id, synonym_id), draft)
        note(session, workspace_id, "change_synonym", synonym_id, draft, actor=actor)


def remove_synonym(workspace_id: int, synonym_id: str, *, actor: str) -> None:
    """Take a rule away; raises NotFoundError when it is not there any more."""
    with changing_synonyms(workspace_id) as session:
        row = _row(session, workspace_id, synonym_id)
        session.delete(row)
        note(session, workspace_id, "remove_synonym", synonym_id, draft_of(row), actor=actor)


def replace_synonyms(workspace_id: int, drafts: Iterable[SynonymDraft], *, actor: str) -> tuple[int, int]:
    """Make these the workspace's rules; how many were added, and how many taken away. The others stay as they are.

    Raises:
        ChangeError: a language has more than it may have.
    """
    wanted = dict.fromkeys(drafts)
    with changing_synonyms(workspace_id) as session:
        rows = session.scalars(select(Synonym).where(Synonym.workspace_id == workspace_id))
        known = {draft_of(row): row for row in rows}
        gone = [row for draft, row in known.items() if draft not in wanted]
        for row in gone:
            session.delete(row)
        added = [insert_synonym(session, workspace_id, draft) for draft in wanted if draft not in known]
        if added or gone:
            detail = {"added": len(added), "removed": len(gone)}
            audit(session, workspace_id, actor=actor, action="replace_synonyms", resource="synonyms", detail=detail)
    return len(added), len(gone)


def note(session: Session, workspace_id: int, action: str, resource: str, draft: SynonymDraft, *, actor: str) -> None:
    """Put a change of one rule into the audit log."""
    detail = {"rule": str(draft), "locale": draft.locale}
    audit(session, workspace_id, actor=actor, action=action, resource=resource, detail=detail)


def _row(session: Session, workspace_id: int, synonym_id: str) -> Synonym:
    row = session.get(Synonym, (workspace_id, synonym_id)) if synonym_id.isprintable() else None
    if row is None:
        raise NotFoundError("That synonym is not there any more.")
    return row
