"""Giving readers the words of a revision."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from onboarding.help.authoring.texts.parsing import Setting, parsed
from onboarding.help.authoring.texts.stored import EditedText
from onboarding.help.editing import Editor
from onboarding.help.models import Article
from onboarding.help.writing.shown_text import show, texts_before
from onboarding.help.writing.words import Words, Writing, digest_of


@dataclass(frozen=True, kw_only=True)
class TranslationMarks:
    """How an editor marks what words that are shown mean for translations."""

    is_small: bool = False
    """Whether translations stay right."""
    is_reviewed: bool = False
    """Whether a translation agrees with the default language's text."""


UNMARKED = TranslationMarks()


def show_words(
    session: Session,
    editor: Editor,
    text: EditedText,
    words: Words,
    number: int,
    state: str,
    marks: TranslationMarks = UNMARKED,
) -> None:
    """Put the words of revision `number` in the place of those a text has, with its links led to where they should."""
    article = session.get_one(Article, (editor.workspace_id, text.article_id))
    setting = Setting(editor.workspace_id, text.locale, text.slug, article.audience is not None)
    blocks = parsed(session, setting, words.markdown).blocks
    writing = Writing(
        article_id=text.article_id,
        locale=text.locale,
        slug=text.slug,
        state=state,
        words=words,
        blocks=blocks,
        digest=digest_of(words, blocks),
        is_small=marks.is_small,
        is_reviewed=marks.is_reviewed,
    )
    before = texts_before(session, editor.workspace_id, [text.article_id])
    show(session, editor.saving(""), [(writing, number)], before)
