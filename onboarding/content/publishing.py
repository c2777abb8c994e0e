"""Which version of a content is live in an environment, changed and put on record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from onboarding.content.models import Publication, PublicationRecord, Version
from onboarding.content.versions import Pushed
from onboarding.store import now
from onboarding.store.ids import new_id
from onboarding.workspaces.queries import EnvironmentView


def put_live(session: Session, environment: EnvironmentView, pushed: Pushed, *, position: int, actor: str) -> None:
    """Let a version be the one that is live, at a place in the environment's order; it is frozen from then on."""
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
    session.add(_record(environment, pushed, actor, moment))


def _record(environment: EnvironmentView, pushed: Pushed, actor: str, moment: datetime) -> PublicationRecord:
    return PublicationRecord(
        environment_id=environment.id,
        id=new_id("pub", moment),
        content_id=pushed.content_id,
        version=pushed.version,
        policy="move",
        actor=actor,
        at=moment,
    )
