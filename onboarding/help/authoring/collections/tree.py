"""Where collections lie in the tree of them, and what moving one means for those inside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.help.addresses import MOST_FORMER_PATHS
from onboarding.help.editing import Editor, EditRefused
from onboarding.help.models import Collection

DEEPEST = 4


def stamp_of(row: Collection) -> str:
    """By which a form is known to be older than what is stored."""
    return hashlib.sha256(orjson.dumps([row.path, row.texts], option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def parent_of(session: Session, editor: Editor, collection_id: str) -> Collection | None:
    """The collection of an id, None of an empty one; raises EditRefused when there is none."""
    if not collection_id:
        return None
    parent = session.get(Collection, (editor.workspace_id, collection_id))
    if parent is None:
        raise EditRefused({"parent": "There is no such collection any more."})
    return parent


def beside(session: Session, editor: Editor, parent_id: str | None) -> list[Collection]:
    """What lies directly in a collection (None: at the top), in order."""
    of_parent = (Collection.workspace_id == editor.workspace_id, Collection.parent_id == parent_id)
    return list(session.scalars(select(Collection).where(*of_parent).order_by(Collection.position, Collection.path)))


def free_path(session: Session, editor: Editor, parent: Collection | None, slug: str) -> str:
    """Where a collection of that name lies; raises EditRefused when it is taken, or too deep."""
    path = f"{parent.path}/{slug}" if parent else slug
    if path.count("/") >= DEEPEST:
        raise EditRefused({"parent": f"Collections can lie {DEEPEST} deep in each other at most."})
    taken = select(Collection.id).where(Collection.workspace_id == editor.workspace_id, Collection.path == path)
    if session.scalar(taken) is not None:
        raise EditRefused({"slug": f"There is a collection at {path} already."})
    return path


def move(session: Session, editor: Editor, row: Collection, parent: Collection | None, slug: str) -> None:
    """Give a collection its place, and all in it theirs."""
    old = row.path
    if (parent.id if parent else None, slug) == (row.parent_id, old.rpartition("/")[2]):
        return
    new = free_path(session, editor, parent, slug)
    if parent is None or parent.id != row.parent_id:
        row.position = len(beside(session, editor, parent.id if parent else None))
        row.parent_id = parent.id if parent else None
    everything = session.scalars(select(Collection).where(Collection.workspace_id == editor.workspace_id))
    moved = [each for each in everything if f"{each.path}/".startswith(f"{old}/")]
    _refuse_too_deep(new + each.path.removeprefix(old) for each in moved)
    for each in moved:
        each.former_paths = [*each.former_paths, each.path][-MOST_FORMER_PATHS:]
        each.path = new + each.path.removeprefix(old)


def _refuse_too_deep(paths: Iterable[str]) -> None:
    if any(path.count("/") >= DEEPEST for path in paths):
        raise EditRefused({"parent": f"Collections can lie {DEEPEST} deep in each other at most."})
