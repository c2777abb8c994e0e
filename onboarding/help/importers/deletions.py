"""What was deleted here and a source may hold still: left out, or brought back on request."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source import CollectionKey, SourceArticle, SourceHelpCentre
from onboarding.help.importers.source_text import ArticleKey, SourceText, TextKey
from onboarding.help.origins.models import Buried, Tombstone
from onboarding.help.origins.tombstones import WHOLE, Grave
from onboarding.store import reading


@dataclass(frozen=True)
class Deletions:
    """What was deleted here, each with the id it had."""

    articles: Mapping[ArticleKey, str]
    texts: Mapping[TextKey, str]
    """Each with the id of its article."""
    collections: Mapping[CollectionKey, str]
    heirs: Mapping[ArticleKey, str]
    """Articles that have the addresses of deleted ones since, by id."""

    def heir_of(self, text: SourceText) -> str | None:
        """The id of the article to which the addresses of a text that was deleted lead now."""
        return self.heirs.get(text.article) if text.article in self.articles else self.texts.get(text.key)

    def among(
        self, *, articles: Iterable[ArticleKey], texts: Iterable[TextKey], collections: Iterable[CollectionKey]
    ) -> list[Grave]:
        """Which of these were deleted."""
        return [
            *((Buried.ARTICLE, *key, WHOLE) for key in articles if key in self.articles),
            *((Buried.ARTICLE, *key, locale) for key, locale in texts if (key, locale) in self.texts),
            *((Buried.COLLECTION, *key, WHOLE) for key in collections if key in self.collections),
        ]


def deletions_in(workspace_id: int) -> Deletions:
    """Everything that was deleted in a workspace; one statement."""
    stone = Tombstone
    columns = select(stone.kind, stone.source, stone.source_id, stone.locale, stone.deleted_id, stone.heir_id)
    rows = reading().execute(columns.where(stone.workspace_id == workspace_id)).all()
    articles = [row for row in rows if (row.kind, row.locale) == (Buried.ARTICLE, WHOLE)]
    return Deletions(
        articles={(row.source, row.source_id): row.deleted_id for row in articles},
        texts={((row.source, row.source_id), row.locale): row.deleted_id for row in rows if row.locale != WHOLE},
        collections={(row.source, row.source_id): row.deleted_id for row in rows if row.kind is Buried.COLLECTION},
        heirs={(row.source, row.source_id): row.heir_id for row in articles if row.heir_id is not None},
    )


@dataclass(frozen=True)
class LeftOut:
    """What a source holds and does not come in."""

    texts: list[SourceText] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def without_deleted(
    source: SourceHelpCentre, deletions: Deletions, stored: Collection[TextKey]
) -> tuple[SourceHelpCentre, LeftOut]:
    """The source without articles and texts that were deleted here, and those.

    Args:
        source: what is to come in.
        deletions: what was deleted here.
        stored: the texts that are here: one that somebody wrote anew after it was deleted is deleted no longer.
    """
    left_out = LeftOut()
    articles = tuple(_remaining(source.articles, deletions, stored, left_out))
    return replace(source, articles=articles), left_out


def _remaining(
    articles: tuple[SourceArticle, ...], deletions: Deletions, stored: Collection[TextKey], left_out: LeftOut
) -> Iterator[SourceArticle]:
    for article in articles:
        if article.key in deletions.articles:
            left_out.texts.extend(article.texts.values())
            file = min(text.file for text in article.texts.values())
            left_out.remarks.append(Remark(file, 0, RemarkKind.DELETED, "the article"))
            continue
        deleted = [text for text in article.texts.values() if text.key in deletions.texts and text.key not in stored]
        left_out.texts.extend(deleted)
        left_out.remarks.extend(
            Remark(text.file, 0, RemarkKind.DELETED, f"the text in {text.locale}") for text in deleted
        )
        texts = {locale: text for locale, text in article.texts.items() if text not in deleted}
        if texts:
            yield replace(article, texts=texts)
