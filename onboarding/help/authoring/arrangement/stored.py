"""Everything about an article that is the same in all its languages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import orjson

from onboarding.help.audience import Source
from onboarding.help.models import Article


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Everything about an article that is the same in all its languages."""

    collection_id: str | None
    position: int
    audience: Source
    suggest_on: tuple[str, ...]
    related: tuple[str, ...]
    """Ids of articles, in order."""

    @property
    def stamp(self) -> str:
        """By which a form is known to be older than what is stored."""
        values = [self.collection_id, self.position, self.audience, self.suggest_on, self.related]
        return hashlib.sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def arrangement_of(row: Article) -> Arrangement:
    """How an article is arranged."""
    return Arrangement(
        collection_id=row.collection_id,
        position=row.position,
        audience=row.audience,
        suggest_on=tuple(row.suggest_on),
        related=tuple(row.related),
    )
