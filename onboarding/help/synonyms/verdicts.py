"""What becomes of suggested synonyms: a rule, or nothing; in either case they are not suggested again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from onboarding.help.synonyms.changing import changing_synonyms, insert_synonym
from onboarding.help.synonyms.models import SuggestionVerdict
from onboarding.help.synonyms.rules import checked
from onboarding.help.synonyms.service import note
from onboarding.store import now, transaction
from onboarding.store.upsert import replace_rows
from onboarding.workspaces.audit import audit


@dataclass(frozen=True)
class Pair:
    """Two queries in one language, normalised: one that led to nothing, and the one that led to an article instead."""

    locale: str
    failed: str
    succeeded: str


def accept(workspace_id: int, pair: Pair, *, both_ways: bool, actor: str) -> str:
    """Make a rule of a suggested pair; its id.

    Args:
        workspace_id: whose rule.
        pair: what was suggested.
        both_ways: the two mean the same; else only the one that failed means the other as well.
        actor: for the audit log.

    Raises:
        ChangeError: no rule can be made of it.
    """
    words, means = (pair.failed,), (pair.succeeded,)
    draft = checked(pair.locale, words + means) if both_ways else checked(pair.locale, words, means)
    with changing_synonyms(workspace_id) as session:
        _decide(session, workspace_id, pair, accepted=True)
        synonym_id = insert_synonym(session, workspace_id, draft)
        note(session, workspace_id, "add_synonym", synonym_id, draft, actor=actor)
    return synonym_id


def dismiss(workspace_id: int, pair: Pair, *, actor: str) -> None:
    """Suggest a pair no more."""
    with transaction() as session:
        _decide(session, workspace_id, pair, accepted=False)
        detail = {"failed": pair.failed, "succeeded": pair.succeeded, "locale": pair.locale}
        audit(session, workspace_id, actor=actor, action="dismiss_synonym", resource="synonyms", detail=detail)


def _decide(session: Session, workspace_id: int, pair: Pair, *, accepted: bool) -> None:
    decided = {"is_accepted": accepted, "decided_at": now()}
    row = {"workspace_id": workspace_id, "locale": pair.locale, "failed": pair.failed, "succeeded": pair.succeeded}
    replace_rows(session.connection(), SuggestionVerdict, [row | decided])
