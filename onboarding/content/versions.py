"""Storing what was written: a version of a content for each state of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.content.faults import SourceRefused
from onboarding.content.models import Content, ContentItem, Version
from onboarding.content.source import Draft
from onboarding.store import now
from onboarding.store.ids import new_id

LAST_BIT = 62


@dataclass(frozen=True)
class Pushed:
    """What a push did with one content."""

    kind: str
    key: str
    content_id: str
    version: int
    changed: bool


def _digest_of(body: dict[str, Any]) -> str:
    """The SHA-256 of a canonical body."""
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def store(session: Session, draft: Draft, workspace_id: int, actor: str) -> Pushed:
    """The newest version of a content; one more than there was where the draft says something else than the last.

    Raises:
        SourceRefused: it has more keys, in all versions together, than there are bits for.
    """
    content_id = _content_id(session, draft, workspace_id)
    _keep_bits(session, draft, workspace_id, content_id)
    of_content = (Version.workspace_id == workspace_id, Version.content_id == content_id)
    latest = session.scalar(select(Version).where(*of_content).order_by(Version.number.desc()).limit(1))
    digest = _digest_of(draft.body)
    if latest is not None and latest.digest == digest:
        return Pushed(draft.kind.name, draft.key, content_id, latest.number, changed=False)
    number = latest.number + 1 if latest else 1
    session.add(
        Version(
            workspace_id=workspace_id,
            content_id=content_id,
            number=number,
            body=draft.body,
            digest=digest,
            created_at=now(),
            created_by=actor,
        )
    )
    session.flush()
    return Pushed(draft.kind.name, draft.key, content_id, number, changed=True)


def _content_id(session: Session, draft: Draft, workspace_id: int) -> str:
    kind, key = draft.kind, draft.key
    content = session.scalar(
        select(Content).where(Content.workspace_id == workspace_id, Content.kind == kind.name, Content.key == key)
    )
    if content is None:
        content_id = new_id(kind.id_prefix, now())
        content = Content(workspace_id=workspace_id, id=content_id, kind=kind.name, key=key, created_at=now())
        session.add(content)
        session.flush()
    return content.id


def _keep_bits(session: Session, draft: Draft, workspace_id: int, content_id: str) -> None:
    """Give every task or step that is new its bit; a bit is never given again."""
    of_content = (ContentItem.workspace_id == workspace_id, ContentItem.content_id == content_id)
    known = set(session.scalars(select(ContentItem.key).where(*of_content)))
    fresh = [key for key in draft.kind.item_keys(draft.body) if key not in known]
    if len(known) + len(fresh) > LAST_BIT + 1:
        raise SourceRefused(
            [draft.fault("", f"{LAST_BIT + 1} different keys in all versions are the most there can be")]
        )
    session.add_all(
        ContentItem(workspace_id=workspace_id, content_id=content_id, key=key, bit=bit)
        for bit, key in enumerate(fresh, start=len(known))
    )
    session.flush()
