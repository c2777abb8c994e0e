"""Articles and their languages: made, and given another address while the old one goes on working."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from onboarding.help.addresses import article_path, slugify
from onboarding.help.authoring.articles.old_addresses import lead_here
from onboarding.help.authoring.fields import checked_locale, checked_slug, one_line
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.parsing import Setting, parsed
from onboarding.help.authoring.texts.showing import show_words
from onboarding.help.authoring.texts.stored import EditedText, edited_text
from onboarding.help.editing import Editor, EditRefused, changing_articles, holding_articles
from onboarding.help.models import Article, ArticleTranslation, Collection
from onboarding.help.origins.models import WRITTEN_HERE
from onboarding.help.writing.models import ArticleLink
from onboarding.help.writing.revisions import record
from onboarding.help.writing.words import Place, Writing, digest_of
from onboarding.store import now
from onboarding.store.ids import new_id
from onboarding.web.problems import NotFoundError


def create_article(
    editor: Editor, typed: TypedText, *, locale: str, slug: str = "", collection_id: str | None = None
) -> Place:
    """A new article with one text, not yet published; raises EditRefused."""
    words, locale = typed.words(), checked_locale(locale)
    with holding_articles(editor) as session:
        if collection_id and session.get(Collection, (editor.workspace_id, collection_id)) is None:
            raise EditRefused({"collection": "There is no such collection any more."})
        place = Place(new_id("art", now()), locale)
        session.add(
            Article(
                workspace_id=editor.workspace_id,
                id=place.article_id,
                collection_id=collection_id or None,
                position=0,
                source=WRITTEN_HERE,
                source_id=place.article_id,
                suggest_on=[],
                related=[],
                created_at=now(),
            )
        )
        session.flush()
        _add_text(session, editor, place, typed, checked_slug(slug, instead=words.title))
    return place


def add_translation(editor: Editor, article_id: str, typed: TypedText, *, locale: str, slug: str = "") -> Place:
    """An article's text in one more language, not yet published; raises EditRefused, or NotFoundError."""
    words, place = typed.words(), Place(article_id, checked_locale(locale))
    with holding_articles(editor) as session:
        if session.get(Article, (editor.workspace_id, article_id)) is None:
            raise NotFoundError("There is no such article.")
        if session.get(ArticleTranslation, (editor.workspace_id, *place)) is not None:
            raise EditRefused({"locale": "The article is written in this language already."})
        instead = words.title if slugify(words.title) else _slug_elsewhere(session, editor, article_id)
        _add_text(session, editor, place, typed, checked_slug(slug, instead=instead))
    return place


def rename(editor: Editor, place: Place, slug: str) -> None:
    """Give a text another address; the one it had leads to it. Raises EditRefused, or NotFoundError."""
    with changing_articles(editor, "rename_article", place.article_id) as change:
        session = change.session
        text = edited_text(session, editor.workspace_id, place)
        slug = checked_slug(slug, instead=text.words.title)
        if slug == text.slug:
            return
        _refuse_taken(session, editor, place, slug)
        change.touch(*place)
        session.get_one(ArticleTranslation, (editor.workspace_id, *place)).slug = slug
        lead_here(session, editor, article_path(place.locale, text.slug), place)
        if _links_to_itself(session, editor, text):
            renamed = edited_text(session, editor.workspace_id, place)
            show_words(session, editor, renamed, renamed.shown, renamed.shown_revision, renamed.state)


def _links_to_itself(session: Session, editor: Editor, text: EditedText) -> bool:
    of_text = (
        ArticleLink.workspace_id == editor.workspace_id,
        ArticleLink.article_id == text.article_id,
        ArticleLink.locale == text.locale,
        ArticleLink.path == article_path(text.locale, text.slug),
    )
    return session.scalar(select(exists().where(*of_text))) is True


def _add_text(session: Session, editor: Editor, place: Place, typed: TypedText, slug: str) -> None:
    _refuse_taken(session, editor, place, slug)
    words, setting = typed.words(), Setting(editor.workspace_id, place.locale, slug, is_restricted=True)
    blocks = parsed(session, setting, words.markdown).blocks
    writing = Writing(
        article_id=place.article_id,
        locale=place.locale,
        slug=slug,
        state="draft",
        words=words,
        blocks=blocks,
        digest=digest_of(words, blocks),
    )
    record(session, editor.saving(one_line(typed.note)), [writing])


def _slug_elsewhere(session: Session, editor: Editor, article_id: str) -> str:
    """The article's slug in the default language, or any: for titles that hold no letter an address can have."""
    text = ArticleTranslation
    of_article = (text.workspace_id == editor.workspace_id, text.article_id == article_id)
    slugs = select(text.slug).where(*of_article).order_by((text.locale != editor.default_locale), text.locale)
    return session.scalars(slugs).first() or ""


def _refuse_taken(session: Session, editor: Editor, place: Place, slug: str) -> None:
    text = ArticleTranslation
    taken = session.scalar(
        select(text.title).where(
            text.workspace_id == editor.workspace_id,
            text.locale == place.locale,
            text.slug == slug,
            text.article_id != place.article_id,
        )
    )
    if taken is not None:
        raise EditRefused({"slug": f"“{taken}” has the address {slug} already."})
