"""What was found in a vendor's answers, before it is put together: the same for all vendors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from onboarding.help.importers.html_markdown.losses import Losses
from onboarding.help.importers.vendors.access import EVERYONE, Access


@dataclass(frozen=True)
class Body:
    """The words of a text, as Markdown, and what its HTML held beside them."""

    markdown: str
    losses: Losses


@dataclass(frozen=True, kw_only=True)
class FoundText:
    """An article in one language."""

    locale: str
    title: str
    body: Body
    description: str = ""
    is_draft: bool = False
    is_outdated: bool = False
    addresses: tuple[str, ...] = ()
    """Where it stands."""
    updated_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FoundArticle:
    """An article."""

    id: str
    name: str
    """What remarks call it."""
    texts: Sequence[FoundText]
    collection: str | None = None
    """Id of the collection it lies in."""
    position: int = 0
    keywords: tuple[str, ...] = ()
    access: Access = EVERYONE
    related: tuple[str, ...] = ()
    old_addresses: tuple[str, ...] = ()
    created_at: datetime | None = None
    notes: tuple[str, ...] = ()
    """What whoever imports should know."""


@dataclass(frozen=True, kw_only=True)
class FoundCollection:
    """A collection."""

    id: str
    parent: str | None = None
    titles: Mapping[str, str]
    """By locale."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    position: int = 0
    access: Access = EVERYONE
