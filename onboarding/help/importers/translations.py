"""Articles' texts in one language: what is stored of them, and writing those that are new or changed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import select, update

from onboarding.content.blocks import Blocks, plain_text
from onboarding.help.importers.article_text import ArticleText, TextKey
from onboarding.help.importers.destination import Destination
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation
from onboarding.store import reading
from onboarding.store.upsert import replace_rows

NEXT_MILLISECOND = timedelta(milliseconds=1)
Place = tuple[str, str]
"""An article's id and a locale."""


class Outcome(StrEnum):
    """What an import does with a text."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text that is stored already, without its words."""

    article_id: str
    locale: str
    slug: str
    state: str
    digest: str
    updated_at: datetime
    source: str
    source_id: str


@dataclass(frozen=True)
class FinishedText:
    """A text as it is to be stored: its links lead to where they should."""

    key: TextKey
    slug: str
    state: str
    words: Mapping[str, Any]
    """Columns that readers and the search index are shown."""
    digest: str
    """SHA-256 of the words: a text is known to be unchanged without reading what is stored."""

    def outcome(self, stored: StoredText | None) -> Outcome:
        """What becomes of it when that is stored."""
        if stored is None:
            return Outcome.ADDED
        same = (stored.slug, stored.state, stored.digest) == (self.slug, self.state, self.digest)
        return Outcome.UNCHANGED if same else Outcome.CHANGED


def finished(text: ArticleText, slug: str, blocks: Blocks) -> FinishedText:
    """The text with its slug, and its tree with the links that were found."""
    words = {
        "title": text.title,
        "description": text.head.description,
        "keywords": list(text.head.keywords),
        "markdown": text.markdown,
        "blocks": blocks,
        "plain": plain_text(blocks),
    }
    digest = hashlib.sha256(orjson.dumps(words)).hexdigest()
    return FinishedText(text.key, slug, "draft" if text.head.draft else "published", words, digest)


def stored_texts(workspace_id: int) -> list[StoredText]:
    """Every text of the workspace."""
    text = ArticleTranslation
    columns = (text.article_id, text.locale, text.slug, text.state, text.digest, text.updated_at)
    rows = reading().execute(
        select(*columns, Article.source, Article.source_id)
        .join(Article, OF_ARTICLE)
        .where(text.workspace_id == workspace_id)
    )
    return [StoredText(*row) for row in rows]


def keep_texts(
    destination: Destination,
    texts: Iterable[FinishedText],
    ids: Mapping[str, str],
    stored: Mapping[TextKey, StoredText],
) -> Counter[Outcome]:
    """Store the texts that are new or changed, of the articles whose ids by source id are given."""
    outcomes: Counter[Outcome] = Counter()
    rows = []
    for text in texts:
        before = stored.get(text.key)
        outcome = text.outcome(before)
        outcomes[outcome] += 1
        if outcome is not Outcome.UNCHANGED:
            rows.append(_row(destination, text, ids[text.key[0]], before))
    replace_rows(destination.session.connection(), ArticleTranslation, rows)
    return outcomes


def withdraw(destination: Destination, texts: Iterable[StoredText]) -> None:
    """Make drafts of published texts."""
    for text in texts:
        of_text = (
            ArticleTranslation.workspace_id == destination.workspace_id,
            ArticleTranslation.article_id == text.article_id,
            ArticleTranslation.locale == text.locale,
        )
        destination.session.execute(update(ArticleTranslation).where(*of_text).values(state="draft"))


def _row(destination: Destination, text: FinishedText, article_id: str, before: StoredText | None) -> dict[str, Any]:
    # Never the same moment twice, by which the search index tells one state of a text from another.
    earliest = destination.moment if before is None else before.updated_at + NEXT_MILLISECOND
    return {
        "workspace_id": destination.workspace_id,
        "article_id": article_id,
        "locale": text.key[1],
        "slug": text.slug,
        "state": text.state,
        **text.words,
        "digest": text.digest,
        "updated_at": max(destination.moment, earliest),
    }
