"""Bringing in what a source holds: all of it or nothing, and the same again the second time."""

from __future__ import annotations

from onboarding.help.editions.article_states import changed_between, states
from onboarding.help.editions.edition import forget_editions, hold_edition, renew_edition
from onboarding.help.importers.destination import Destination
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.pictures import keep_pictures
from onboarding.help.importers.plan import Plan, plan_import
from onboarding.help.importers.report import ImportReport
from onboarding.help.importers.source import SourceHelpCentre
from onboarding.help.importers.storing import store
from onboarding.help.search.indexing import catch_up
from onboarding.help.writing.words import Saving
from onboarding.store import now, transaction
from onboarding.workspaces.audit import audit
from onboarding.workspaces.queries import EnvironmentView


def import_articles(source: SourceHelpCentre, environment: EnvironmentView, importing: Importing) -> ImportReport:
    """Store what a source holds in the workspace of an environment, whose articles all its environments share.

    Raises:
        SourceRefused: a picture of the source is another one than a moment ago; no article was stored.
    """
    workspace_id = environment.workspace_id
    report = None
    while report is None:
        plan = plan_import(source, workspace_id, importing)
        try:
            if not importing.is_rehearsal:
                keep_pictures(workspace_id, importing.progress.each("pictures", plan.pictures))
            report = _carried_out(plan, environment, importing)
        except _Rehearsed as rehearsed:
            return rehearsed.report
    forget_editions()
    catch_up(workspace_id)
    return report


class _Rehearsed(Exception):  # noqa: N818 - it undoes what was written, on purpose
    """The end of a rehearsal."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


def _carried_out(plan: Plan, environment: EnvironmentView, importing: Importing) -> ImportReport | None:
    """What storing a plan changed; None when the articles are no longer those it was made for."""
    workspace_id, name = environment.workspace_id, plan.source.name
    with transaction() as session:
        if hold_edition(session, workspace_id) != plan.edition:
            return None
        before = states(session, workspace_id)
        destination = Destination(session, _saving(environment, importing, name), importing, plan.deletions)
        report = store(destination, plan)
        if importing.is_rehearsal:
            raise _Rehearsed(report)
        if report.is_news:
            renew_edition(session, workspace_id, changed_between(before, states(session, workspace_id)))
            detail = {"texts": report.translations, "changed": report.changes}
            audit(session, workspace_id, actor=importing.actor, action="import_articles", resource=name, detail=detail)
        return report


def _saving(environment: EnvironmentView, importing: Importing, name: str) -> Saving:
    return Saving(
        workspace_id=environment.workspace_id,
        author=importing.actor,
        note=f"Imported from {name}",
        moment=now(),
        default_locale=environment.default_locale,
    )
