"""Articles' texts in one language: what is stored of them, and writing those that are new or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from onboarding.content.blocks import Blocks
from onboarding.help.importers.article_text import ArticleText, TextKey
from onboarding.help.importers.destination import Destination
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation
from onboarding.help.revisions import record
from onboarding.help.writing import Words, Writing, digest_of
from onboarding.store import reading


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
    words: Words
    blocks: Blocks
    digest: str

    def outcome(self, stored: StoredText | None) -> Outcome:
        """What becomes of it when that is stored."""
        if stored is None:
            return Outcome.ADDED
        same = (stored.slug, stored.state, stored.digest) == (self.slug, self.state, self.digest)
        return Outcome.UNCHANGED if same else Outcome.CHANGED

    def writing(self, article_id: str) -> Writing:
        """The text as that article's."""
        return Writing(
            article_id=article_id,
            locale=self.key[1],
            slug=self.slug,
            state=self.state,
            words=self.words,
            blocks=self.blocks,
            digest=self.digest,
        )


def finished(text: ArticleText, slug: str, blocks: Blocks) -> FinishedText:
    """The text with its slug, and its tree with the links that were found."""
    words = Words(
        title=text.title,
        description=text.head.description,
        keywords=text.head.keywords,
        markdown=text.markdown,
    )
    state = "draft" if text.head.draft else "published"
    return FinishedText(text.key, slug, state, words, blocks, digest_of(words, blocks))


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
    writings = []
    for text in texts:
        outcome = text.outcome(stored.get(text.key))
        outcomes[outcome] += 1
        if outcome is not Outcome.UNCHANGED:
            writings.append(text.writing(ids[text.key[0]]))
    record(destination.session, destination.saving, writings)
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
