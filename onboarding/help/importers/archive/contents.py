"""Everything that goes into a zip, read from the database: a fixed number of statements, but for the pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy import Row, case, select

from onboarding.help.files.models import Image
from onboarding.help.importers.archive.collection_rows import read_collections
from onboarding.help.importers.archive.head import Head
from onboarding.help.importers.archive.layout import IMAGES, SHOWN_AT, article_file
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation, Redirect
from onboarding.help.origins.models import WRITTEN_HERE
from onboarding.help.origins.queries import source_elsewhere
from onboarding.store import reading

SHOWN = re.compile(re.escape(SHOWN_AT) + r"([0-9a-f]{64})(\.[a-z0-9]{1,8})?")
UNQUOTED = "/:@!$&'()*+,;="
"""Signs that a path may hold as they are."""
ArticleId = str


@dataclass(frozen=True)
class ArchivedText:
    """An article in one language, as a file."""

    file: str
    head: Head
    markdown: str


@dataclass(frozen=True)
class Contents:
    """What goes into a zip, but for what files hold."""

    collections: Sequence[Mapping[str, Any]]
    texts: Sequence[ArchivedText]
    pictures: Mapping[str, str]
    """File of each picture, by its digest."""


def read_contents(workspace_id: int, default_locale: str) -> Contents:
    """The articles of a workspace whose own language is given."""
    written_here = source_elsewhere(workspace_id)
    collections = read_collections(workspace_id, written_here)
    rows = _rows(workspace_id, written_here)
    references = _References(
        default_locale,
        collections={row.id: row.path for row in collections},
        names={row.article_id: f"{row.source}/{row.source_id}" for row in rows},
        meanings={row.article_id: row.meaning_revision for row in rows if row.locale == default_locale},
        redirects=_redirects(workspace_id),
    )
    texts = [ArchivedText(article_file(row.slug, row.locale), references.head(row), row.markdown) for row in rows]
    return Contents([each.described for each in collections], texts, _pictures(texts))


@dataclass(frozen=True)
class _References:
    """What the head of a text says of other things in the workspace."""

    default_locale: str
    _: KW_ONLY
    collections: Mapping[str | None, str]
    """Paths by id."""
    names: Mapping[ArticleId, str]
    """Articles as `source/source_id`."""
    meanings: Mapping[ArticleId, int]
    """The revision with which translations have to agree."""
    redirects: Mapping[tuple[ArticleId, str], Sequence[str]]

    def head(self, row: Row[Any]) -> Head:
        """The front matter of a text."""
        return Head(
            title=row.title,
            slug=row.slug,
            description=row.description,
            collection=self.collections.get(row.collection_id, ""),
            order=row.position,
            state=row.state,
            outdated=self._is_outdated(row),
            keywords=tuple(row.keywords),
            related=tuple(self.names[each] for each in row.related if each in self.names),
            audience=row.audience,
            suggest_on=tuple(row.suggest_on),
            redirect_from=tuple(self.redirects.get((row.article_id, row.locale), ())),
            source=row.source,
            source_id=row.source_id,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )

    def _is_outdated(self, row: Row[Any]) -> bool:
        reviewed = row.reviewed_revision or 0
        return row.locale != self.default_locale and reviewed < self.meanings.get(row.article_id, 0)


@dataclass(frozen=True)
class ArchivedFile:
    """A picture or another file."""

    digest: str
    name: str
    data: bytes


def read_files(workspace_id: int, digests: Sequence[str]) -> Iterator[ArchivedFile]:
    """The files of these digests that are stored, one after the other."""
    for digest in digests:
        of_image = (Image.workspace_id == workspace_id, Image.digest == digest)
        row = reading().execute(select(Image.name, Image.data).where(*of_image)).one_or_none()
        if row is not None:
            yield ArchivedFile(digest, row.name, row.data)


def _rows(workspace_id: int, written_here: str) -> Sequence[Row[Any]]:
    text = ArticleTranslation
    source = case((Article.source == WRITTEN_HERE, written_here), else_=Article.source).label("source")
    of_article = (Article.collection_id, Article.position, source, Article.source_id, Article.audience)
    of_text = (text.article_id, text.locale, text.slug, text.state, text.title, text.description, text.keywords)
    moments = (Article.created_at, text.updated_at, text.meaning_revision, text.reviewed_revision)
    return (
        reading()
        .execute(
            select(*of_article, Article.suggest_on, Article.related, *of_text, text.markdown, *moments)
            .join(Article, OF_ARTICLE)
            .where(text.workspace_id == workspace_id)
            .order_by(text.slug, text.locale)
        )
        .all()
    )


def _redirects(workspace_id: int) -> dict[tuple[ArticleId, str], list[str]]:
    columns = select(Redirect.article_id, Redirect.locale, Redirect.path)
    found: dict[tuple[ArticleId, str], list[str]] = {}
    for article_id, locale, path in reading().execute(columns.where(Redirect.workspace_id == workspace_id)):
        found.setdefault((article_id, locale), []).append(quote(path, safe=UNQUOTED))
    return {place: sorted(paths) for place, paths in found.items()}


def _pictures(texts: Sequence[ArchivedText]) -> dict[str, str]:
    found = (match for text in texts for match in SHOWN.finditer(text.markdown))
    return {match[1]: f"{IMAGES}{match[1]}{match[2] or ''}" for match in found}
