"""Articles' texts in one language: what is stored of them, and writing those that are new or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from onboarding.content.blocks import Blocks
from onboarding.help.importers.destination import NEVER, Destination, digest_of_values, is_conflict
from onboarding.help.importers.report import RemarkKind
from onboarding.help.importers.source import ArticleKey, SourceText, TextKey
from onboarding.help.models import OF_ARTICLE, Article, ArticleTranslation
from onboarding.help.writing.revisions import record
from onboarding.help.writing.words import Words, Writing, digest_of
from onboarding.store import reading


class Outcome(StrEnum):
    """What an import does with a text."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text that is stored already, without its words."""

    article_id: str
    locale: str
    slug: str
    state: str
    digest: str
    imported_digest: str | None
    updated_at: datetime
    source: str
    source_id: str

    @property
    def key(self) -> TextKey:
        """By which an import knows it."""
        return (self.source, self.source_id), self.locale

    @property
    def is_changed_here(self) -> bool:
        """Whether it is another one than the last import left behind."""
        return self.imported_digest not in (NEVER, self.ours)

    @property
    def ours(self) -> str:
        """Digest of what an import would have written to make it what it is."""
        return digest_of_values([self.digest, self.state])


@dataclass(frozen=True)
class FinishedText:
    """A text as it is to be stored: its links lead to where they should."""

    source: SourceText
    slug: str
    words: Words
    blocks: Blocks
    digest: str

    @property
    def key(self) -> TextKey:
        """By which it is known again."""
        return self.source.key

    @property
    def state(self) -> str:
        """Whether readers are shown it."""
        return "draft" if self.source.is_draft else "published"

    @property
    def theirs(self) -> str:
        """Digest of what the source says."""
        return digest_of_values([self.digest, self.state])

    def outcome(self, stored: StoredText | None, destination: Destination) -> Outcome:
        """What becomes of it when that is stored."""
        if stored is None:
            return Outcome.ADDED
        if destination.keeps_ours(stored.ours, self.theirs, stored.imported_digest):
            return Outcome.KEPT
        same = (stored.slug, stored.ours) == (self.slug, self.theirs)
        return Outcome.UNCHANGED if same else Outcome.CHANGED

    def writing(self, article_id: str) -> Writing:
        """The text as that article's."""
        return Writing(
            article_id=article_id,
            locale=self.source.locale,
            slug=self.slug,
            state=self.state,
            words=self.words,
            blocks=self.blocks,
            digest=self.digest,
            imported_digest=self.theirs,
            updated_at=self.source.updated_at,
            is_reviewed=not self.source.is_outdated,
        )


def finished(text: SourceText, slug: str, markdown: str, blocks: Blocks) -> FinishedText:
    """The text with its slug, and its words with the links that were found."""
    words = Words(title=text.title, description=text.description, keywords=text.keywords, markdown=markdown)
    return FinishedText(text, slug, words, blocks, digest_of(words, blocks))


def stored_texts(workspace_id: int) -> list[StoredText]:
    """Every text of the workspace."""
    text = ArticleTranslation
    columns = (text.article_id, text.locale, text.slug, text.state, text.digest, text.imported_digest, text.updated_at)
    rows = reading().execute(
        select(*columns, Article.source, Article.source_id)
        .join(Article, OF_ARTICLE)
        .where(text.workspace_id == workspace_id)
    )
    return [StoredText(*row) for row in rows]


def keep_texts(
    destination: Destination,
    texts: Iterable[FinishedText],
    ids: Mapping[ArticleKey, str],
    stored: Mapping[TextKey, StoredText],
) -> Counter[Outcome]:
    """Store the texts that are new or changed, of the articles whose ids are given."""
    outcomes: Counter[Outcome] = Counter()
    writings = []
    for text in texts:
        before = stored.get(text.key)
        outcome = text.outcome(before, destination)
        outcomes[outcome] += 1
        if outcome in (Outcome.ADDED, Outcome.CHANGED):
            writings.append(text.writing(ids[text.key[0]]))
        elif before and outcome is Outcome.KEPT and is_conflict(before.ours, text.theirs, before.imported_digest):
            detail = f"the text in {text.source.locale} changed"
            destination.conflicts.append(text.source.remark_on(RemarkKind.CONFLICT, "title", detail))
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
        withdrawn = {"state": "draft", "imported_digest": digest_of_values([text.digest, "draft"])}
        destination.session.execute(update(ArticleTranslation).where(*of_text).values(withdrawn))
