"""What is written of a text, and who writes it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from onboarding.content.blocks import Blocks, plain_text


class Place(NamedTuple):
    """Where a text is: an article in one language."""

    article_id: str
    locale: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an author writes of a text."""

    title: str
    description: str
    keywords: tuple[str, ...]
    markdown: str

    @property
    def meaning(self) -> tuple[str, str, str]:
        """What a translation has to say as well."""
        return self.title, self.description, self.markdown


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A text as readers are to see it."""

    article_id: str
    locale: str
    slug: str
    state: str
    words: Words
    blocks: Blocks
    """The tree of the words, with its links led to where they should."""
    digest: str
    """`digest_of` the words and their tree."""
    imported_digest: str | None = None
    """Digest of what an import's source says; None for what was not brought in, which keeps the one there is."""
    updated_at: datetime | None = None
    """When the source says it was changed; None for now."""
    is_small: bool = False
    """Whether the author says that translations stay right."""
    is_reviewed: bool = True
    """Whether a translation agrees with the text of the default language."""

    @property
    def place(self) -> Place:
        """Where it goes."""
        return Place(self.article_id, self.locale)

    @property
    def columns(self) -> dict[str, Any]:
        """The words and what follows from them, as they are stored."""
        return columns_of(self.words, self.blocks)


@dataclass(frozen=True, kw_only=True)
class Saving:
    """Who saves, when, and what they say of it."""

    workspace_id: int
    author: str
    note: str
    moment: datetime
    default_locale: str
    """Of whose text all others are translations."""


def columns_of(words: Words, blocks: Blocks) -> dict[str, Any]:
    """The words and what follows from them, as they are stored."""
    return asdict(words) | {"keywords": list(words.keywords), "blocks": blocks, "plain": plain_text(blocks)}


def digest_of(words: Words, blocks: Blocks) -> str:
    """SHA-256 of what is stored of a text: it is known to be unchanged without reading that."""
    return hashlib.sha256(orjson.dumps(columns_of(words, blocks))).hexdigest()
