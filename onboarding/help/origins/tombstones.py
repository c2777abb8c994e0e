"""Remembering what was deleted here, so that the next import does not bring it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from onboarding.help.models import Article, Collection
from onboarding.help.origins.models import WRITTEN_HERE, Buried, CollectionOrigin, Tombstone
from onboarding.store.upsert import replace_rows

WHOLE = ""
"""The language of a tombstone that stands for more than one text."""
Key = tuple[str, str]
"""A source, and an id there."""
Grave = tuple[Buried, str, str, str]
"""What a tombstone is known by: its kind, source, id there, and language."""


def bury_article(session: Session, article: Article, heir_id: str | None) -> None:
    """Remember that an article is deleted in this transaction, and which other one has its addresses since."""
    inherited = (Tombstone.workspace_id == article.workspace_id, Tombstone.heir_id == article.id)
    session.execute(update(Tombstone).where(*inherited).values(heir_id=heir_id))
    _bury(session, _stone(Buried.ARTICLE, article, heir_id=heir_id), [(article.source, article.source_id)])


def bury_text(session: Session, article: Article, locale: str) -> None:
    """Remember that an article's text in one language is deleted; its addresses lead to the article."""
    stone = _stone(Buried.ARTICLE, article, locale=locale, heir_id=article.id)
    _bury(session, stone, [(article.source, article.source_id)])


def bury_collection(session: Session, collection: Collection) -> None:
    """Remember that a collection is deleted in this transaction, by every source that knows it."""
    origin = CollectionOrigin
    of_collection = (origin.workspace_id == collection.workspace_id, origin.collection_id == collection.id)
    keys = [
        (row.source, row.source_id)
        for row in session.execute(select(origin.source, origin.source_id).where(*of_collection))
    ]
    session.execute(delete(origin).where(*of_collection))
    _bury(session, _stone(Buried.COLLECTION, collection), keys or [(WRITTEN_HERE, collection.id)])


def lift_tombstones(session: Session, workspace_id: int, graves: Iterable[Grave]) -> None:
    """Forget that things were deleted: they are here again."""
    stone = Tombstone
    one = (
        stone.workspace_id == workspace_id,
        *(
            column == bindparam(f"of_{column.key}")
            for column in (stone.kind, stone.source, stone.source_id, stone.locale)
        ),
    )
    rows = [dict(zip(("of_kind", "of_source", "of_source_id", "of_locale"), grave, strict=True)) for grave in graves]
    if rows:
        session.connection().execute(delete(stone).where(*one), rows)


def _stone(
    kind: Buried, row: Article | Collection, *, locale: str = WHOLE, heir_id: str | None = None
) -> dict[str, Any]:
    stone = {"workspace_id": row.workspace_id, "kind": kind, "locale": locale}
    return {**stone, "deleted_id": row.id, "heir_id": heir_id}


def _bury(session: Session, stone: dict[str, Any], keys: Iterable[Key]) -> None:
    rows = [{**stone, "source": source, "source_id": source_id} for source, source_id in keys]
    replace_rows(session.connection(), Tombstone, rows)
