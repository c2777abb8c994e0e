"""The sequence of changes to a workspace's articles: who has a state of them need read only what changed since.

A change is recorded in the transaction that makes it, under the lock that lets one at a time do so; so the numbers are
in the order in which the changes become visible, and whoever has applied one has missed none before it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onboarding.help.editions.models import Edition
from onboarding.store.reading import reading

MOST_LISTED = 500
"""Articles that one change lists; after a larger one, reading everything costs less than reading so many."""
KEPT = 1_000
"""Changes that are kept; who has an older state reads everything."""
Changed = Mapping[str, Collection[str]]
"""By id, articles that are others than before or no longer there, each with the languages whose text, state or audience
is another: none when only its place is."""


def record_change(session: Session, workspace_id: int, *, number: int, edition: str, changed: Changed | None) -> None:
    """Note what the change with this number changed; call it under the lock of the edition."""
    listed = None if changed is None or len(changed) > MOST_LISTED else {key: sorted(changed[key]) for key in changed}
    session.add(Edition(workspace_id=workspace_id, number=number, name=edition, changed=listed))
    of_workspace = Edition.workspace_id == workspace_id
    session.execute(delete(Edition).where(of_workspace, Edition.number <= number - KEPT))


def changes_since(workspace_id: int, edition: str) -> dict[str, frozenset[str]] | None:
    """What is other than in an edition: languages by article id.

    None when that cannot be told, and everything has to be compared: the edition is too old or of another database,
    or too much has changed.
    """
    of_workspace = Edition.workspace_id == workspace_id
    held = select(Edition.number).where(of_workspace, Edition.name == edition).scalar_subquery()
    rows = reading().execute(
        select(Edition.number, Edition.changed).where(of_workspace, Edition.number >= held).order_by(Edition.number)
    )
    listed = [changed for _, changed in rows]
    if not listed:
        return None
    union: dict[str, frozenset[str]] = {}
    for changed in listed[1:]:
        if changed is None:
            return None
        for article_id, locales in changed.items():
            union[article_id] = union.get(article_id, frozenset()).union(locales)
    return union if len(union) <= MOST_LISTED else None
