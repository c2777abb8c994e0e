"""Articles and translations that are no more; what led to them leads on where it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onboarding.help.addresses import article_path
from onboarding.help.authoring.articles.naming import named_articles, names_in
from onboarding.help.authoring.articles.old_addresses import forget, hand_on, hand_on_language, lead_here
from onboarding.help.authoring.texts.stored import edited_text
from onboarding.help.editing import Editor, EditRefused, changing_articles
from onboarding.help.models import Article, ArticleTranslation
from onboarding.help.origins.tombstones import bury_article, bury_text
from onboarding.help.writing.models import ArticleLink, ArticleRevision
from onboarding.help.writing.words import Place
from onboarding.web.problems import NotFoundError

IN_ONE_LANGUAGE = (ArticleLink, ArticleRevision, ArticleTranslation)
"""What there is of a text, in the order in which it can be deleted."""


def delete_translation(editor: Editor, place: Place) -> None:
    """Remove an article's text in one of several languages; its addresses lead to the article.

    Raises EditRefused when it is the only one, or NotFoundError.
    """
    with changing_articles(editor, "delete_translation", f"{place.article_id}/{place.locale}") as change:
        session = change.session
        text = edited_text(session, editor.workspace_id, place)
        others = sorted(set(_slugs(session, editor, place.article_id)) - {place.locale})
        if not others:
            raise EditRefused({"locale": "It is the article's only language; delete the article instead."})
        heir = editor.default_locale if editor.default_locale in others else others[0]
        change.touch(*place)
        bury_text(session, session.get_one(Article, (editor.workspace_id, place.article_id)), place.locale)
        hand_on_language(session, editor, place, heir)
        _delete_texts(session, editor, place.article_id, [place.locale])
        lead_here(session, editor, article_path(place.locale, text.slug), Place(place.article_id, heir))


def delete_article(editor: Editor, article_id: str, *, successor: str | None) -> None:
    """Remove an article with all its texts and their history.

    Args:
        editor: who does.
        article_id: which.
        successor: id or slug of the article to which its addresses lead from now on; None lets them lead nowhere.

    Raises:
        EditRefused: there is no such successor.
        NotFoundError: there is no such article.
    """
    with changing_articles(editor, "delete_article", article_id) as change:
        session = change.session
        article = session.get(Article, (editor.workspace_id, article_id))
        if article is None:
            raise NotFoundError("There is no such article.")
        texts = _slugs(session, editor, article_id)
        change.touch(article_id, *texts)
        heir = _lead_on(session, editor, article_id, successor, texts)
        if heir is not None:
            change.touch(heir)
        _delete_texts(session, editor, article_id, list(texts))
        bury_article(session, article, heir)
        session.delete(article)


def _lead_on(
    session: Session, editor: Editor, article_id: str, successor: str | None, texts: Mapping[str, str]
) -> str | None:
    """Let every address of an article lead to another one, whose id is returned, or nowhere if none is named."""
    if not successor:
        forget(session, editor, article_id)
        return None
    names = names_in(successor)[:1]
    found = named_articles(session, editor.workspace_id, names, default_locale=editor.default_locale)
    if not found or found[names[0]].id == article_id:
        raise EditRefused({"successor": "There is no such other article."})
    heir = found[names[0]].id
    locales = _slugs(session, editor, heir)
    hand_on(session, editor, article_id, heir)
    for locale, slug in texts.items():
        led = locale if locale in locales else min(locales)
        lead_here(session, editor, article_path(locale, slug), Place(heir, led))
    return heir


def _slugs(session: Session, editor: Editor, article_id: str) -> dict[str, str]:
    text = ArticleTranslation
    of_article = (text.workspace_id == editor.workspace_id, text.article_id == article_id)
    return {row.locale: row.slug for row in session.execute(select(text.locale, text.slug).where(*of_article))}


def _delete_texts(session: Session, editor: Editor, article_id: str, locales: Sequence[str]) -> None:
    for model in IN_ONE_LANGUAGE:
        of_texts = (model.workspace_id == editor.workspace_id, model.article_id == article_id)
        session.execute(delete(model).where(*of_texts, model.locale.in_(locales)))
