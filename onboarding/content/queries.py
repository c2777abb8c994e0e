"""Reads of contents: what is live in an environment, remembered for about a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from onboarding.content.models import Content, ContentItem, Publication, Version
from onboarding.store import db
from onboarding.store.cache import ShortCache
from onboarding.store.per_app import PerApp


@dataclass(frozen=True)
class Published:
    """A content that is live in an environment."""

    content_id: str
    kind: str
    key: str
    version: int
    body: Mapping[str, Any]
    bits: Mapping[str, int]
    """Bit in masks of every task or step the content ever had, by key."""


PUBLICATIONS: PerApp[ShortCache[int, tuple[Published, ...]]] = PerApp("publications")


def register(app: Flask, seconds: float) -> None:
    """Give `app` its memory of publications."""
    PUBLICATIONS.put(app, ShortCache(_load, seconds=seconds))


def published_in(environment_id: int) -> tuple[Published, ...]:
    """What is live in an environment, in its order."""
    return PUBLICATIONS.get().get(environment_id)


def forget_publications() -> None:
    """Read publications anew: something was published."""
    PUBLICATIONS.get().forget()


def content_by_key(workspace_id: int, kind: str, key: str) -> str | None:
    """The id of a content."""
    return db.session.scalar(
        select(Content.id).where(Content.workspace_id == workspace_id, Content.kind == kind, Content.key == key)
    )


def existing_keys(workspace_id: int) -> set[tuple[str, str]]:
    """Kind and key of every content of a workspace."""
    rows = db.session.execute(select(Content.kind, Content.key).where(Content.workspace_id == workspace_id))
    return {(kind, key) for kind, key in rows}


def _load(environment_id: int) -> tuple[Published, ...]:
    of_content = (Version.workspace_id == Publication.workspace_id) & (Version.content_id == Publication.content_id)
    rows = db.session.execute(
        select(Content.id, Content.kind, Content.key, Version.number, Version.body)
        .select_from(Publication)
        .join(Version, of_content & (Version.number == Publication.version))
        .join(Content, (Content.workspace_id == Publication.workspace_id) & (Content.id == Publication.content_id))
        .where(Publication.environment_id == environment_id)
        .order_by(Publication.position, Content.key)
    ).all()
    bits = _bits_of(environment_id)
    return tuple(
        Published(content_id, kind, key, version, body, bits.get(content_id, {}))
        for content_id, kind, key, version, body in rows
    )


def _bits_of(environment_id: int) -> dict[str, dict[str, int]]:
    of_publication = (ContentItem.workspace_id == Publication.workspace_id) & (
        ContentItem.content_id == Publication.content_id
    )
    rows = db.session.execute(
        select(ContentItem.content_id, ContentItem.key, ContentItem.bit)
        .join(Publication, of_publication)
        .where(Publication.environment_id == environment_id)
    )
    bits: dict[str, dict[str, int]] = {}
    for content_id, key, bit in rows:
        bits.setdefault(content_id, {})[key] = bit
    return bits
