"""Writing the old addresses of a folder's articles, so that they go on working."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select

from onboarding.help.importers.article_text import ArticleText
from onboarding.help.importers.destination import Destination, update
from onboarding.help.importers.linking import old_paths_of, permalinks_of
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.models import Redirect

Place = tuple[str, str]
"""An article's id and a locale."""


def keep_redirects(
    destination: Destination, texts: Iterable[ArticleText], ids: Mapping[str, str]
) -> tuple[int, list[Remark]]:
    """Store where old addresses lead now; how many there are, and which were claimed twice.

    An address once stored is kept even when a later import no longer names it: somebody may still use it.
    """
    rows = {
        row.path: row
        for row in destination.session.scalars(
            select(Redirect).where(Redirect.workspace_id == destination.workspace_id)
        )
    }
    claimed: dict[str, Place] = {}
    remarks = []
    for text, key, path in _addresses(list(texts)):
        place = (ids[text.source_id], text.locale)
        first = claimed.setdefault(path, place)
        if first == place:
            keep_redirect(destination, rows, path, place)
        elif first[0] != place[0]:
            detail = f"{path} leads to another article already"
            remarks.append(Remark(text.file, text.front.line(key), RemarkKind.REDIRECT, detail))
    return len(claimed), remarks


def keep_redirect(destination: Destination, rows: dict[str, Redirect], path: str, place: Place) -> None:
    """Let a path lead to an article in a language."""
    article_id, locale = place
    if path not in rows:
        rows[path] = Redirect(workspace_id=destination.workspace_id, path=path)
        destination.session.add(rows[path])
    update(rows[path], article_id=article_id, locale=locale)


def _addresses(texts: list[ArticleText]) -> Iterator[tuple[ArticleText, str, str]]:
    """Every address with its text and the key it stands under.

    Permalinks come first: where an article stands now beats where another stood once.
    """
    for text in texts:
        yield from ((text, "permalink", path) for path in permalinks_of(text))
    for text in texts:
        yield from ((text, "redirect_from", path) for path in old_paths_of(text))
