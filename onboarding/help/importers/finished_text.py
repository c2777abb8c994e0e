"""A text that an import has finished, and what becomes of the one that is stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onboarding.content.blocks import Blocks
from onboarding.help.importers.destination import Destination, digest_of_values
from onboarding.help.importers.source_text import SourceText, TextKey
from onboarding.help.importers.stored_text import StoredText
from onboarding.help.writing.words import Words, Writing, digest_of


class Outcome(StrEnum):
    """What an import does with a text."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"


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
