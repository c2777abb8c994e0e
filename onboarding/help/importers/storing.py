"""Writing what an import has planned, in one transaction; what is as it was is not touched."""

from __future__ import annotations

from onboarding.help.importers.destination import Destination
from onboarding.help.importers.plan import Plan
from onboarding.help.importers.redirecting import keep_redirects
from onboarding.help.importers.report import ImportReport, Remark, RemarkKind
from onboarding.help.importers.storing_articles import keep_articles
from onboarding.help.importers.storing_collections import keep_collections
from onboarding.help.importers.translations import Outcome, keep_texts, withdraw


def store(destination: Destination, plan: Plan, *, prune: bool) -> ImportReport:
    """Store everything the plan holds and say what that changed."""
    source = plan.source
    collections = keep_collections(destination, source.collections)
    ids, moved = keep_articles(destination, source.articles, collections.ids)
    outcomes = keep_texts(destination, plan.texts, ids, plan.stored)
    targets = {path: (ids[article], locale) for path, (article, locale) in plan.redirects.items()}
    redirected = keep_redirects(destination, targets)
    if prune:
        withdraw(destination, plan.left_over.values())
    remarks = (*plan.remarks, *destination.conflicts, *_left_over_remarks(plan, prune=prune))
    return ImportReport(
        articles=len(source.articles),
        translations=outcomes.total(),
        added=outcomes[Outcome.ADDED],
        changed=outcomes[Outcome.CHANGED],
        unchanged=outcomes[Outcome.UNCHANGED],
        kept=outcomes[Outcome.KEPT],
        withdrawn=len(plan.left_over) if prune else 0,
        drafts=sum(text.is_draft for text in source.texts),
        rearranged=moved or collections.changed or redirected,
        collections=len(source.collections),
        redirects=len(plan.claimed),
        images=len(plan.pictures),
        images_elsewhere=plan.images_elsewhere,
        attribute_lists=sum(text.attribute_lists for text in source.texts),
        remarks=tuple(sorted(remarks)),
    )


def _left_over_remarks(plan: Plan, *, prune: bool) -> list[Remark]:
    fate = "withdrawn" if prune else "still published; --prune would withdraw it"
    return [
        Remark(f"{source} {source_id} ({locale})", 0, RemarkKind.LEFT_OVER, fate)
        for (source, source_id), locale in plan.left_over
    ]
