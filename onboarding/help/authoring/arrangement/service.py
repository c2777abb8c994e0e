"""Changing an article's place and readers: collection, order, audience, pages it is offered on, what to read next."""

from __future__ import annotations

from onboarding.help.authoring.arrangement.form import TypedArrangement, checked
from onboarding.help.authoring.arrangement.stored import arrangement_of
from onboarding.help.authoring.texts.stored import locales_of
from onboarding.help.editing import Editor, EditOutdated, changing_articles
from onboarding.help.models import Article
from onboarding.web.problems import NotFoundError


def arrange(editor: Editor, article_id: str, typed: TypedArrangement, *, made_from: str) -> None:
    """Arrange an article anew.

    Args:
        editor: who does.
        article_id: which.
        typed: the fields.
        made_from: the stamp of the arrangement when the editor began.

    Raises:
        EditRefused: a field cannot be taken.
        EditOutdated: it is arranged otherwise by now.
        NotFoundError: there is no such article.
    """
    with changing_articles(editor, "arrange_article", article_id) as change:
        session = change.session
        row = session.get(Article, (editor.workspace_id, article_id), populate_existing=True)
        if row is None:
            raise NotFoundError("There is no such article.")
        if arrangement_of(row).stamp != made_from:
            raise EditOutdated
        change.touch(article_id, *locales_of(session, editor.workspace_id, article_id))
        arranged = checked(session, editor, article_id, typed)
        row.collection_id, row.position = arranged.collection_id, arranged.position
        row.audience, row.suggest_on = arranged.audience, list(arranged.suggest_on)
        row.related = list(arranged.related)
