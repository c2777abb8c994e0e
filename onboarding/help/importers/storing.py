"""Writing what an import has planned, in one transaction; what is as it was is not touched."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from onboarding.help.importers.destination import Destination, update
from onboarding.help.importers.markdown_folder import MarkdownFolder, SourceArticle
from onboarding.help.importers.plan import SOURCE, Plan
from onboarding.help.importers.redirecting import keep_redirects
from onboarding.help.importers.report import ImportReport, Remark, RemarkKind
from onboarding.help.importers.storing_collections import keep_collections
from onboarding.help.importers.translations import Outcome, keep_texts, withdraw
from onboarding.help.models import Article
from onboarding.store.ids import new_id


def store(destination: Destination, plan: Plan, *, prune: bool) -> ImportReport:
    """Store everything the plan holds and say what that changed."""
    folder = plan.folder
    collections = keep_collections(destination, folder.collections)
    ids, moved = _keep_articles(destination, folder, collections.ids)
    outcomes = keep_texts(destination, plan.texts, ids, plan.stored)
    targets = {path: (ids[source_id], locale) for path, (source_id, locale) in plan.redirects.items()}
    redirected = keep_redirects(destination, targets)
    if prune:
        withdraw(destination, plan.left_over.values())
    return ImportReport(
        articles=len(folder.articles),
        translations=outcomes.total(),
        added=outcomes[Outcome.ADDED],
        changed=outcomes[Outcome.CHANGED],
        unchanged=outcomes[Outcome.UNCHANGED],
        withdrawn=len(plan.left_over) if prune else 0,
        rearranged=moved or collections.changed or redirected,
        collections=len(folder.collections),
        redirects=len(plan.claimed),
        images=len(plan.pictures),
        attribute_lists=sum(text.attribute_lists for text in folder.texts),
        remarks=tuple(sorted((*plan.remarks, *_left_over_remarks(plan, prune=prune)))),
    )


def _keep_articles(
    destination: Destination, folder: MarkdownFolder, collections: Mapping[str, str]
) -> tuple[dict[str, str], bool]:
    """Ids of the source's articles by source id, and whether any has another place or audience than before."""
    of_source = (Article.workspace_id == destination.workspace_id, Article.source == SOURCE)
    rows = {row.source_id: row for row in destination.session.scalars(select(Article).where(*of_source))}
    changed = False
    for article in folder.articles:
        row = rows.get(article.source_id) or _add(destination, rows, article)
        head = article.lead.head
        changed |= update(
            row,
            collection_id=collections[article.collection] if article.collection else None,
            position=head.order,
            suggest_on=list(head.suggest_on),
            audience=head.audience,
        )
    destination.session.flush()
    return {source_id: row.id for source_id, row in rows.items()}, changed


def _add(destination: Destination, rows: dict[str, Article], article: SourceArticle) -> Article:
    row = Article(
        workspace_id=destination.workspace_id,
        id=new_id("art", destination.moment),
        source=SOURCE,
        source_id=article.source_id,
        suggest_on=[],
        related=[],
        created_at=destination.moment,
    )
    destination.session.add(row)
    rows[article.source_id] = row
    return row


def _left_over_remarks(plan: Plan, *, prune: bool) -> list[Remark]:
    fate = "withdrawn" if prune else "still published; --prune would withdraw it"
    return [Remark(f"{source_id}.{locale}.md", 1, RemarkKind.LEFT_OVER, fate) for source_id, locale in plan.left_over]
