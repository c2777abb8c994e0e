"""Collections as editors arrange them; a collection that moves takes its addresses along."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from onboarding.help.authoring.collections.form import Direction, TypedCollection
from onboarding.help.authoring.collections.tree import beside, free_path, move, parent_of, stamp_of
from onboarding.help.authoring.fields import checked_locale, checked_slug
from onboarding.help.editing import Editor, EditOutdated, EditRefused, changing_articles
from onboarding.help.models import Article, Collection
from onboarding.help.origins.tombstones import bury_collection
from onboarding.store import now
from onboarding.store.ids import new_id
from onboarding.web.problems import NotFoundError


def create_collection(editor: Editor, typed: TypedCollection) -> str:
    """A new collection, the last of those beside it; its id. Raises EditRefused."""
    texts, locale = typed.texts(), checked_locale(typed.locale)
    slug = checked_slug(typed.slug, instead=texts["title"])
    with changing_articles(editor, "create_collection", slug) as change:
        session = change.session
        parent = parent_of(session, editor, typed.parent)
        path = free_path(session, editor, parent, slug)
        collection_id = new_id("col", now())
        session.add(
            Collection(
                workspace_id=editor.workspace_id,
                id=collection_id,
                parent_id=parent.id if parent else None,
                path=path,
                position=len(beside(session, editor, parent.id if parent else None)),
                texts={locale: texts},
                former_paths=[],
            )
        )
    return collection_id


def change_collection(editor: Editor, collection_id: str, typed: TypedCollection, *, made_from: str) -> None:
    """Give a collection other words in one language, another address, another place in the tree.

    Args:
        editor: who does.
        collection_id: which.
        typed: the fields.
        made_from: the collection's stamp when the editor began.

    Raises:
        EditRefused: a field cannot be taken.
        EditOutdated: it is another one by now.
        NotFoundError: there is no such collection.
    """
    texts, locale = typed.texts(), checked_locale(typed.locale)
    with changing_articles(editor, "change_collection", collection_id) as change:
        session = change.session
        row = _collection(session, editor, collection_id)
        if stamp_of(row) != made_from:
            raise EditOutdated
        parent = parent_of(session, editor, typed.parent)
        if parent is not None and f"{parent.path}/".startswith(f"{row.path}/"):
            raise EditRefused({"parent": "A collection cannot lie in itself."})
        slug = checked_slug(typed.slug, instead=texts["title"])
        row.texts = {**row.texts, locale: texts}
        move(session, editor, row, parent, slug)


def shift_collection(editor: Editor, collection_id: str, direction: Direction) -> None:
    """Let a collection change places with its neighbour, if it has one there. Raises NotFoundError."""
    with changing_articles(editor, "move_collection", collection_id) as change:
        session = change.session
        row = _collection(session, editor, collection_id)
        neighbours = beside(session, editor, row.parent_id)
        place = neighbours.index(row)
        other = place + (1 if direction is Direction.DOWN else -1)
        if 0 <= other < len(neighbours):
            neighbours[place], neighbours[other] = neighbours[other], neighbours[place]
        for position, each in enumerate(neighbours):
            each.position = position


def delete_collection(editor: Editor, collection_id: str) -> None:
    """Remove an empty collection; raises EditRefused when it is not empty, or NotFoundError."""
    with changing_articles(editor, "delete_collection", collection_id) as change:
        session = change.session
        row = _collection(session, editor, collection_id)
        articles = exists().where(Article.workspace_id == editor.workspace_id, Article.collection_id == collection_id)
        inner = exists().where(Collection.workspace_id == editor.workspace_id, Collection.parent_id == collection_id)
        if session.scalar(select(articles | inner)):
            raise EditRefused({"collection": "It is not empty; move what is in it first."})
        bury_collection(session, row)
        session.delete(row)


def _collection(session: Session, editor: Editor, collection_id: str) -> Collection:
    row = session.get(Collection, (editor.workspace_id, collection_id), populate_existing=True)
    if row is None:
        raise NotFoundError("There is no such collection.")
    return row
