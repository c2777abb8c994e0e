"""Writes of the knowledge base."""

from __future__ import annotations

from pathlib import Path

from onboarding.help.differences import differences, states
from onboarding.help.edition import forget_editions, hold_edition, renew_edition
from onboarding.help.importers.destination import Destination
from onboarding.help.importers.markdown_folder import read_folder
from onboarding.help.importers.pictures import keep_pictures
from onboarding.help.importers.plan import Plan, plan_import
from onboarding.help.importers.report import ImportReport
from onboarding.help.importers.storing import store
from onboarding.help.indexing import catch_up
from onboarding.help.writing import Saving
from onboarding.store import now, transaction
from onboarding.workspaces.audit import audit
from onboarding.workspaces.queries import EnvironmentView


def import_markdown(
    root: Path, environment: EnvironmentView, *, actor: str, site: str | None = None, prune: bool = False
) -> ImportReport:
    """Bring in a folder of Markdown articles, all of it or nothing; a second time nothing changes.

    Args:
        root: the folder.
        environment: of the workspace whose knowledge base it becomes; articles are shared by all its environments.
        actor: for the audit log.
        site: address of the help centre the articles come from, `https://help.example.com`; links to its other
            pages then go on leading there.
        prune: withdraw what earlier imports brought in and the folder no longer holds.

    Raises:
        SourceRefused: something in the folder cannot be used; nothing was stored.
    """
    folder = read_folder(root, environment.default_locale)
    workspace_id = environment.workspace_id
    report = None
    while report is None:
        plan = plan_import(folder, workspace_id, site=site and site.rstrip("/"))
        keep_pictures(workspace_id, plan.pictures)
        report = _carried_out(plan, environment, actor=actor, prune=prune)
    forget_editions()
    catch_up(workspace_id)
    return report


def _carried_out(plan: Plan, environment: EnvironmentView, *, actor: str, prune: bool) -> ImportReport | None:
    """What storing a plan changed; None when the articles are no longer those it was made for."""
    workspace_id, name = environment.workspace_id, plan.folder.root.name
    with transaction() as session:
        if hold_edition(session, workspace_id) != plan.edition:
            return None
        before = states(session, workspace_id)
        saving = Saving(
            workspace_id=workspace_id,
            author=actor,
            note=f"Imported from {name}",
            moment=now(),
            default_locale=environment.default_locale,
        )
        report = store(Destination(session, saving), plan, prune=prune)
        if report.is_news:
            renew_edition(session, workspace_id, differences(before, states(session, workspace_id)))
            detail = {"texts": report.translations, "changed": report.changes}
            audit(session, workspace_id, actor=actor, action="import_articles", resource=name, detail=detail)
        return report
