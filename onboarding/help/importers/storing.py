"""Writing what an import has planned, in one transaction; what is as it was is not touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onboarding.help.importers.destination import Destination
from onboarding.help.importers.finished_text import Outcome
from onboarding.help.importers.plan import Plan
from onboarding.help.importers.redirecting import keep_redirects
from onboarding.help.importers.report import ImportReport
from onboarding.help.importers.storing_articles import keep_articles
from onboarding.help.importers.storing_collections import keep_collections
from onboarding.help.importers.storing_texts import keep_texts, withdraw_gone
from onboarding.help.origins.tombstones import lift_tombstones


def store(destination: Destination, plan: Plan) -> ImportReport:
    """Store everything the plan holds and say what that changed."""
    source = plan.source
    collections = keep_collections(destination, source.collections, source.sources)
    ids, moved = keep_articles(destination, source.articles, collections.mapped)
    outcomes = keep_texts(destination, plan.texts, ids, plan.stored)
    targets = {path: (ids[article], locale) for path, (article, locale) in plan.redirects.items()}
    redirected = keep_redirects(destination, targets, source.sources)
    withdrawn = withdraw_gone(destination, plan.gone)
    texts = (text.key for text in plan.texts)
    here_again = destination.deletions.among(articles=ids, texts=texts, collections=collections.keys)
    lift_tombstones(destination.session, destination.workspace_id, here_again)
    return _report(destination, plan, _Written(outcomes, withdrawn, moved or collections.changed or redirected))


@dataclass(frozen=True)
class _Written:
    """What storing changed."""

    outcomes: Counter[Outcome]
    withdrawn: int
    rearranged: bool


def _report(destination: Destination, plan: Plan, written: _Written) -> ImportReport:
    source = plan.source
    return ImportReport(
        sources=tuple(sorted(source.sources)),
        articles=len(source.articles),
        translations=written.outcomes.total(),
        added=written.outcomes[Outcome.ADDED],
        changed=written.outcomes[Outcome.CHANGED],
        unchanged=written.outcomes[Outcome.UNCHANGED],
        kept=written.outcomes[Outcome.KEPT],
        withdrawn=written.withdrawn,
        drafts=sum(text.is_draft for text in source.texts),
        rearranged=written.rearranged,
        collections=len(source.collections),
        redirects=len(plan.claimed),
        images=len(plan.pictures),
        images_elsewhere=plan.images_elsewhere,
        attribute_lists=sum(text.attribute_lists for text in source.texts),
        remarks=tuple(sorted((*plan.remarks, *destination.remarks))),
    )
