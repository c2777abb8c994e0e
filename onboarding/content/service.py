"""Writes of content: bring in a folder, all of it or nothing, and publish it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onboarding.content.doubts import dangling_contents, warnings_of
from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.content.kinds import all_kinds
from onboarding.content.publishing import put_live
from onboarding.content.queries import forget_publications
from onboarding.content.source import read_folder
from onboarding.content.versions import Pushed, store
from onboarding.store import transaction
from onboarding.workspaces.audit import audit
from onboarding.workspaces.queries import EnvironmentView


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
        pushed = [store(session, draft, environment.workspace_id, actor) for draft in drafts]
        if publish:
            for position, result in enumerate(pushed):
                put_live(session, environment, result, position=position, actor=actor)
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
