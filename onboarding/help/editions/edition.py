"""Which state of the articles is the newest: whatever is derived from them notes which edition it was made of."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.editions.changes import Changed, record_change
from onboarding.help.editions.models import KnowledgeBase
from onboarding.store import now
from onboarding.store.cache import ShortCache
from onboarding.store.ids import new_id
from onboarding.store.per_app import PerApp
from onboarding.store.reading import reading
from onboarding.store.upsert import insert_new, replace_rows

NONE = ""
"""The edition of a workspace that never had an article."""
EDITIONS: PerApp[ShortCache[int, str]] = PerApp("editions")


def register(app: Flask, seconds: float) -> None:
    """Give `app` its memory of editions."""
    EDITIONS.put(app, ShortCache(read_edition, seconds=seconds))


def hold_edition(session: Session, workspace_id: int) -> str:
    """The newest edition; nobody else changes the workspace's articles until this transaction ends."""
    edition, number = _held(session, workspace_id)
    return edition if number else NONE


def renew_edition(session: Session, workspace_id: int, changed: Changed | None = None) -> None:
    """Say that the workspace's articles are others now, in the transaction that changes them.

    An edition is never the same twice, so that a database restored from a copy is not mistaken for the one it replaces.

    Args:
        session: of the transaction.
        workspace_id: whose articles.
        changed: which of them, as `changes` has it; None when that is not known, and everything has to be compared.
    """
    number = _held(session, workspace_id)[1] + 1
    edition = new_id("edn", now())
    row = {"workspace_id": workspace_id, "edition": edition, "number": number}
    replace_rows(session.connection(), KnowledgeBase, [row])
    record_change(session, workspace_id, number=number, edition=edition, changed=changed)


def current_edition(workspace_id: int) -> str:
    """The newest edition, at most as old as the process may remember things."""
    return EDITIONS.get().get(workspace_id)


def forget_editions() -> None:
    """Read editions anew: articles were changed."""
    EDITIONS.get().forget()


def read_edition(workspace_id: int) -> str:
    """The newest edition, from the database."""
    edition = reading().scalar(
        select(KnowledgeBase.edition).where(KnowledgeBase.workspace_id == workspace_id, KnowledgeBase.number > 0)
    )
    return edition or NONE


def _held(session: Session, workspace_id: int) -> tuple[str, int]:
    """The newest edition and its number, locked; number 0 before the first change."""
    first = {"workspace_id": workspace_id, "edition": new_id("edn", now()), "number": 0}
    insert_new(session.connection(), KnowledgeBase, [first], returning="edition")
    of_workspace = KnowledgeBase.workspace_id == workspace_id
    row = select(KnowledgeBase.edition, KnowledgeBase.number).where(of_workspace).with_for_update()
    edition, number = session.execute(row).one()
    return edition, number
