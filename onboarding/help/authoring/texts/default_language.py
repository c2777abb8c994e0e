"""Which language of a workspace's articles the others are translations of."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, null, or_, select, update
from sqlalchemy.orm import Session, aliased

from onboarding.help.editions.edition import hold_edition
from onboarding.help.models import ArticleTranslation
from onboarding.store import transaction
from onboarding.workspaces.audit import audit
from onboarding.workspaces.locales import checked_language
from onboarding.workspaces.models import Workspace
from onboarding.workspaces.queries import tenants


def set_default_language(workspace_id: int, tag: str, *, actor: str) -> str:
    """Make a language the workspace's own, to which articles fall back; returns its usual spelling.

    No article, address or index changes. Translations are from now on compared with the text in this language: one is
    marked as outdated where it or that text was marked before.

    Raises:
        ChangeError: the tag is none of a language.
    """
    locale = checked_language(tag)
    with transaction() as session:
        # The articles first, as in every save: those of a save that waits for the workspace's row would wait for us.
        hold_edition(session, workspace_id)
        workspace = session.get_one(Workspace, workspace_id, with_for_update=True)
        if workspace.default_locale == locale:
            return locale
        _compare_with(session, workspace_id, locale, former=workspace.default_locale)
        workspace.default_locale = locale
        audit(session, workspace_id, actor=actor, action="set_language", resource="language", detail={"locale": locale})
    tenants().forget()
    return locale


def _compare_with(session: Session, workspace_id: int, locale: str, *, former: str) -> None:
    """Note of every text whether it agrees with the one in `locale`, as far as that is known by the former language."""
    text, source, before = ArticleTranslation, aliased(ArticleTranslation), aliased(ArticleTranslation)
    both_agree = (source.reviewed_revision >= before.meaning_revision) & or_(
        text.locale == former, text.reviewed_revision >= before.meaning_revision
    )
    nothing_said_otherwise = before.locale.is_(None)
    agreeing = (
        select(case((nothing_said_otherwise | both_agree, source.shown_revision), else_=null()))
        .select_from(source)
        .outerjoin(before, _same_article(before, source) & (before.locale == former))
        .where(_same_article(source, text), source.locale == locale)
        .correlate(text)
        .scalar_subquery()
    )
    of_workspace = text.workspace_id == workspace_id
    # The source's own mark decides on the others, so it goes last.
    for is_among, reviewed in ((text.locale != locale, agreeing), (text.locale == locale, null())):
        change = update(text).where(of_workspace, is_among).values(reviewed_revision=reviewed)
        session.execute(change.execution_options(synchronize_session=False))


def _same_article(one: type[ArticleTranslation], other: type[ArticleTranslation]) -> ColumnElement[bool]:
    return (one.workspace_id == other.workspace_id) & (one.article_id == other.article_id)
