"""Writing a text: saved as a draft, published, taken back. What somebody else wrote meanwhile is never overwritten."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from onboarding.help.authoring.fields import one_line
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.showing import UNMARKED, TranslationMarks, show_words
from onboarding.help.authoring.texts.stored import EditedText, edited_text, revision_words
from onboarding.help.editing import Editor, EditOutdated, changing_articles, holding_articles
from onboarding.help.models import ArticleTranslation
from onboarding.help.writing.places import at_place
from onboarding.help.writing.revisions import record_draft
from onboarding.help.writing.words import Place, Words


def save_draft(editor: Editor, place: Place, typed: TypedText, *, made_from: int) -> None:
    """Keep words without showing them: beside those of a published text, in the place of those of another.

    Args:
        editor: who writes.
        place: the text.
        typed: its fields.
        made_from: the newest revision when the editor began.

    Raises:
        EditRefused: a field cannot be taken.
        EditOutdated: the text has a newer revision.
        NotFoundError: there is no such text.
    """
    words = typed.words()
    with holding_articles(editor) as session:
        text = _text(session, editor, place, made_from)
        if words != text.words:
            _keep(session, editor, text, words, one_line(typed.note))


def publish(
    editor: Editor, place: Place, typed: TypedText, *, made_from: int, marks: TranslationMarks = UNMARKED
) -> None:
    """Show words to readers; errors as of `save_draft`.

    Args:
        editor: who writes.
        place: the text.
        typed: its fields.
        made_from: the newest revision when the editor began.
        marks: what it means for translations.
    """
    words = typed.words()
    with changing_articles(editor, "publish_article", place.article_id) as change:
        session = change.session
        change.touch(*place)
        text = _text(session, editor, place, made_from)
        if words != text.words:
            saving = editor.saving(one_line(typed.note))
            record_draft(session, saving, place, words, number=text.revision + 1)
            text = edited_text(session, editor.workspace_id, place)
        number = text.draft_revision or text.shown_revision
        if number != text.shown_revision or not text.is_published:
            show_words(session, editor, text, words, number, "published", marks)
        elif marks.is_reviewed and text.locale != editor.default_locale:
            _agree(session, editor, place)


def discard_draft(editor: Editor, place: Place, *, made_from: int) -> None:
    """Let the waiting words wait no longer; they stay in the history. Errors as of `save_draft`."""
    with holding_articles(editor) as session:
        _text(session, editor, place, made_from)
        _update(session, editor, place, draft_revision=None)


def withdraw(editor: Editor, place: Place) -> None:
    """Hide a text from readers; it stays as it is. Raises NotFoundError."""
    with changing_articles(editor, "withdraw_article", place.article_id) as change:
        change.touch(*place)
        edited_text(change.session, editor.workspace_id, place)
        _update(change.session, editor, place, state="draft")


def restore(editor: Editor, place: Place, number: int, *, made_from: int) -> None:
    """Make the words of an old revision the newest draft; nothing between them is lost. Errors as of `save_draft`."""
    with holding_articles(editor) as session:
        text = _text(session, editor, place, made_from)
        words = revision_words(session, editor.workspace_id, place, number)
        if words != text.words:
            _keep(session, editor, text, words, f"Restored revision {number}")


def mark_reviewed(editor: Editor, place: Place) -> None:
    """Say that a translation agrees with the default language's text as it is shown. Raises NotFoundError."""
    with holding_articles(editor) as session:
        edited_text(session, editor.workspace_id, place)
        _agree(session, editor, place)


def _text(session: Session, editor: Editor, place: Place, made_from: int) -> EditedText:
    text = edited_text(session, editor.workspace_id, place)
    if text.revision != made_from:
        raise EditOutdated
    return text


def _keep(session: Session, editor: Editor, text: EditedText, words: Words, note: str) -> None:
    record_draft(session, editor.saving(note), text.place, words, number=text.revision + 1)
    if not text.is_published:  # nobody reads the words that stood there, so there is nothing to wait beside
        kept = edited_text(session, editor.workspace_id, text.place)
        show_words(session, editor, kept, words, kept.revision, text.state)


def _agree(session: Session, editor: Editor, place: Place) -> None:
    source = edited_text(session, editor.workspace_id, Place(place.article_id, editor.default_locale))
    _update(session, editor, place, reviewed_revision=source.shown_revision)


def _update(session: Session, editor: Editor, place: Place, **values: object) -> None:
    of_text = at_place(ArticleTranslation, editor.workspace_id, place)
    session.execute(update(ArticleTranslation).where(*of_text).values(**values))
