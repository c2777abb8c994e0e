"""The words of a text that readers see, put in the place of those before, with what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from onboarding.help.blocks.links import anchors_of, links_of
from onboarding.help.models import ArticleTranslation
from onboarding.help.writing.models import ArticleLink
from onboarding.help.writing.words import Place, Saving, Writing
from onboarding.store.upsert import replace_rows

NEXT_MILLISECOND = timedelta(milliseconds=1)
Numbered = Sequence[tuple[Writing, int]]
"""Writings, each with the number of its revision."""


@dataclass(frozen=True, slots=True)
class TextBefore:
    """A text as it is before it is written."""

    article_id: str
    locale: str
    revision: int
    shown_revision: int
    draft_revision: int | None
    meaning_revision: int
    reviewed_revision: int | None
    imported_digest: str | None
    updated_at: datetime
    title: str
    description: str
    markdown: str

    @property
    def meaning(self) -> tuple[str, str, str]:
        """What a translation has to say as well."""
        return self.title, self.description, self.markdown


TextsBefore = Mapping[Place, TextBefore]


def texts_before(session: Session, workspace_id: int, article_ids: Iterable[str]) -> dict[Place, TextBefore]:
    """Every text of the articles as it is now."""
    text = ArticleTranslation
    columns = [getattr(text, name) for name in TextBefore.__slots__]
    rows = session.execute(
        select(*columns).where(text.workspace_id == workspace_id, text.article_id.in_(sorted(set(article_ids))))
    )
    return {Place(row.article_id, row.locale): TextBefore(*row) for row in rows}


def show(session: Session, saving: Saving, numbered: Numbered, earlier: TextsBefore) -> None:
    """Put the words where readers find them; three statements, however many there are."""
    shown = {writing.place: number for writing, number in numbered}
    rows = [_row(saving, writing, number, earlier, shown) for writing, number in numbered]
    replace_rows(session.connection(), ArticleTranslation, rows)
    of_text = tuple_(ArticleLink.article_id, ArticleLink.locale).in_(sorted(shown))
    session.execute(delete(ArticleLink).where(ArticleLink.workspace_id == saving.workspace_id, of_text))
    replace_rows(session.connection(), ArticleLink, list(_links(saving, numbered)))


def _row(
    saving: Saving, writing: Writing, number: int, earlier: TextsBefore, shown: Mapping[Place, int]
) -> dict[str, Any]:
    before = earlier.get(writing.place)
    says_otherwise = before is None or (before.meaning != writing.words.meaning and not writing.is_small)
    return {
        "workspace_id": saving.workspace_id,
        "article_id": writing.article_id,
        "locale": writing.locale,
        "slug": writing.slug,
        "state": writing.state,
        **writing.columns,
        "digest": writing.digest,
        "anchors": anchors_of(writing.blocks),
        "revision": number if before is None else max(number, before.revision),
        "shown_revision": number,
        "draft_revision": None if before is None or before.draft_revision == number else before.draft_revision,
        "meaning_revision": number if before is None or says_otherwise else before.meaning_revision,
        "reviewed_revision": _reviewed(saving, writing, earlier, shown),
        "imported_digest": writing.imported_digest or (before.imported_digest if before else None),
        "updated_at": _moment(saving, writing, before),
    }


def _moment(saving: Saving, writing: Writing, before: TextBefore | None) -> datetime:
    """When the text was changed, as readers are told."""
    moment = min(writing.updated_at or saving.moment, saving.moment)
    # Never the same moment twice, by which the search index tells one state of a text from another.
    return moment if before is None else max(moment, before.updated_at + NEXT_MILLISECOND)


def _reviewed(saving: Saving, writing: Writing, earlier: TextsBefore, shown: Mapping[Place, int]) -> int | None:
    """The revision of the default language's text with which the words agree."""
    if writing.locale == saving.default_locale:
        return None
    before = earlier.get(writing.place)
    if not writing.is_reviewed:
        return before.reviewed_revision if before else None
    source = Place(writing.article_id, saving.default_locale)
    return shown.get(source, earlier[source].shown_revision if source in earlier else None)


def _links(saving: Saving, numbered: Numbered) -> Iterator[dict[str, Any]]:
    for writing, _ in numbered:
        for position, link in enumerate(links_of(writing.blocks)):
            yield {
                "workspace_id": saving.workspace_id,
                "article_id": writing.article_id,
                "locale": writing.locale,
                "position": position,
                "path": link.path,
                "fragment": link.fragment,
            }
