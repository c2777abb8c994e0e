"""Writes of content: bring in a folder, all of it or nothing, and publish it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.content.doubts import dangling_contents, warnings_of
from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.content.kinds import all_kinds
from onboarding.content.models import Content, ContentItem, Publication, PublicationRecord, Version
from onboarding.content.queries import forget_publications
from onboarding.content.source import Draft, read_folder
from onboarding.store import now, transaction
from onboarding.store.ids import new_id
from onboarding.workspaces.audit import audit
from onboarding.workspaces.queries import EnvironmentView

LAST_BIT = 62


@dataclass(frozen=True)
class Pushed:
    """What a push did with one content."""

    kind: str
    key: str
    content_id: str
    version: int
    changed: bool


@dataclass(frozen=True)
class PushReport:
    """What a push did."""

    contents: tuple[Pushed, ...]
    warnings: tuple[SourceFault, ...]
    """What was taken and can hardly be meant."""


def push(folder: Path, environment: EnvironmentView, *, actor: str, publish: bool = True) -> PushReport:
    """Store the contents of `folder`, a new version each where something changed, and publish them.

    Raises:
        SourceRefused: something in the folder is wrong; the error lists every fault and nothing was stored.
    """
    drafts = read_folder(folder, all_kinds())
    faults = dangling_contents(drafts, environment.workspace_id)
    if faults:
        raise SourceRefused(faults)
    warnings = warnings_of(folder, all_kinds(), drafts, environment.workspace_id)
    with transaction() as session:
        pushed = [_store(session, draft, environment.workspace_id, actor) for draft in drafts]
        if publish:
            for position, result in enumerate(pushed):
                _publish(session, environment, result, position=position, actor=actor)
        detail = {"contents": [f"{result.kind}/{result.key} v{result.version}" for result in pushed]}
        audit(
            session,
            environment.workspace_id,
            actor=actor,
            action="push",
            resource=environment.kind,
            detail=detail,
        )
    forget_publications()
    return PushReport(tuple(pushed), tuple(warnings))


def digest_of(body: dict[str, Any]) -> str:
    """The SHA-256 of a canonical body."""
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _store(session: Session, draft: Draft, workspace_id: int, actor: str) -> Pushed:
    content_id = _content_id(session, draft, workspace_id)
    _keep_bits(session, draft, workspace_id, content_id)
    of_content = (Version.workspace_id == workspace_id, Version.content_id == content_id)
    latest = session.scalar(select(Version).where(*of_content).order_by(Version.number.desc()).limit(1))
    digest = digest_of(draft.body)
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


def _publish(session: Session, environment: EnvironmentView, pushed: Pushed, *, position: int, actor: str) -> None:
    place = (environment.id, pushed.content_id)
    publication = session.get(Publication, place)
    if publication is not None and publication.version == pushed.version:
        publication.position = position
        return
    moment = now()
    version = session.get_one(Version, (environment.workspace_id, pushed.content_id, pushed.version))
    version.frozen_at = version.frozen_at or moment
    if publication is None:
        publication = Publication(
            environment_id=environment.id, content_id=pushed.content_id, workspace_id=environment.workspace_id
        )
        session.add(publication)
    publication.version, publication.position, publication.published_at = pushed.version, position, moment
    session.add(
        PublicationRecord(
            environment_id=environment.id,
            id=new_id("pub", moment),
            content_id=pushed.content_id,
            version=pushed.version,
            policy="move",
            actor=actor,
            at=moment,
        )
    )
