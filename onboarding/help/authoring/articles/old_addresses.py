"""Old addresses: what was once an article's goes on leading to one."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from onboarding.help.editing import Editor
from onboarding.help.models import Redirect
from onboarding.help.writing.words import Place
from onboarding.store.upsert import replace_rows


def lead_here(session: Session, editor: Editor, path: str, place: Place) -> None:
    """Let a path lead to a text, whatever it led to before."""
    row = {"workspace_id": editor.workspace_id, "path": path, "article_id": place.article_id, "locale": place.locale}
    replace_rows(session.connection(), Redirect, [row])


def hand_on(session: Session, editor: Editor, article_id: str, heir: str) -> None:
    """Let every old address of an article lead to another one."""
    of_article = (Redirect.workspace_id == editor.workspace_id, Redirect.article_id == article_id)
    session.execute(update(Redirect).where(*of_article).values(article_id=heir))


def hand_on_language(session: Session, editor: Editor, place: Place, heir: str) -> None:
    """Let every old address of a text lead to the article in another language."""
    of_article = (Redirect.workspace_id == editor.workspace_id, Redirect.article_id == place.article_id)
    session.execute(update(Redirect).where(*of_article, Redirect.locale == place.locale).values(locale=heir))


def forget(session: Session, editor: Editor, article_id: str) -> None:
    """Let the old addresses of an article lead nowhere."""
    of_article = (Redirect.workspace_id == editor.workspace_id, Redirect.article_id == article_id)
    session.execute(delete(Redirect).where(*of_article))
