"""Which of Chatwoot's articles are one article in several languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onboarding.help.importers.vendors.record import Record
from onboarding.help.importers.vendors.records import built, identified


def groups_of(articles: Iterable[Record]) -> list[Record]:
    """An article as one record with its languages under `texts`: translations name the article they translate."""
    by_id = {record.id(): record for record in built(articles, identified)}
    groups: dict[str, list[Record]] = {}
    for article_id, record in by_id.items():
        groups.setdefault(_root(article_id, by_id), []).append(record)
    return [
        Record("article", members[0].file, {"id": root, "texts": sorted(members, key=lambda each: each.id() != root)})
        for root, members in groups.items()
    ]


def _root(article_id: str, by_id: Mapping[str, Record]) -> str:
    """The article that all others of its group translate."""
    path = [article_id]
    while path[-1] in by_id and (above := by_id[path[-1]].optional_id("associated_article_id")):
        if above in path:  # they translate each other
            return min(path[path.index(above) :], key=_by_number)
        path.append(above)
    return path[-1]


def _by_number(article_id: str) -> tuple[int, str]:
    return len(article_id), article_id
