"""The collections that go into a zip, read from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from onboarding.help.models import Collection
from onboarding.help.origins.models import CollectionOrigin
from onboarding.store import reading


@dataclass(frozen=True)
class ArchivedCollection:
    """A collection as `collections.json` has it."""

    id: str
    path: str
    described: Mapping[str, Any]


def read_collections(workspace_id: int, written_here: str) -> list[ArchivedCollection]:
    """The collections of a workspace, parents first and else in their order; two statements.

    Args:
        workspace_id: whose they are.
        written_here: the source of what no import brought in, as others know it.
    """
    row = Collection
    columns = select(row.id, row.path, row.texts, row.former_paths).where(row.workspace_id == workspace_id)
    rows = reading().execute(columns.order_by(row.position, row.path)).all()
    origins = _origins(workspace_id)
    return [
        ArchivedCollection(
            each.id,
            each.path,
            {
                "path": each.path,
                "origins": origins.get(each.id, [(written_here, each.id)]),
                "texts": each.texts,
                **({"former_paths": each.former_paths} if each.former_paths else {}),
            },
        )
        for each in sorted(rows, key=lambda each: each.path.count("/"))  # the sort keeps the order else
    ]


def _origins(workspace_id: int) -> dict[str, list[tuple[str, str]]]:
    origin = CollectionOrigin
    rows = reading().execute(
        select(origin.collection_id, origin.source, origin.source_id)
        .where(origin.workspace_id == workspace_id)
        .order_by(origin.source, origin.source_id)
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for collection_id, source, source_id in rows:
        found[collection_id].append((source, source_id))
    return found
