"""An editor, and what readers see of their work."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from onboarding.content.blocks import plain_text
from onboarding.help.authoring.articles.service import add_translation, create_article
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.service import publish, save_draft
from onboarding.help.authoring.texts.showing import TranslationMarks
from onboarding.help.authoring.texts.stored import EditedText, edited_text
from onboarding.help.editing import Editor
from onboarding.help.reading.queries import article_view, catalogue_of
from onboarding.help.search.answering import search
from onboarding.help.writing.words import Place
from onboarding.store import db
from tests.conftest import Tenant


@dataclass(frozen=True)
class Desk:
    """Where an editor works."""

    editor: Editor

    @property
    def workspace_id(self) -> int:
        return self.editor.workspace_id

    def write(self, title: str, markdown: str = "Words.", *, locale: str = "en", **place: str) -> Place:
        """A new article, not published."""
        return create_article(self.editor, TypedText(title=title, markdown=markdown), locale=locale, **place)

    def translate(self, article_id: str, title: str, locale: str = "de", markdown: str = "Worte.") -> Place:
        return add_translation(self.editor, article_id, TypedText(title=title, markdown=markdown), locale=locale)

    def published(self, title: str, markdown: str = "Words.", *, locale: str = "en", **place: str) -> Place:
        """A new article that readers find."""
        made = self.write(title, markdown, locale=locale, **place)
        self.publish(made)
        return made

    def text(self, place: Place) -> EditedText:
        db.session.rollback()
        return edited_text(db.session(), self.workspace_id, place)

    def publish(self, place: Place, markdown: str | None = None, **how: bool) -> None:
        text = self.text(place)
        typed = TypedText.of(text.words)
        if markdown is not None:
            typed = TypedText(title=text.words.title, markdown=markdown)
        publish(self.editor, place, typed, made_from=text.revision, marks=TranslationMarks(**how))

    def draft(self, place: Place, markdown: str, note: str = "") -> None:
        text = self.text(place)
        typed = TypedText(title=text.words.title, markdown=markdown, note=note)
        save_draft(self.editor, place, typed, made_from=text.revision)

    def read(self, id_or_slug: str, locale: str = "en") -> str | None:
        """What a visitor reads."""
        db.session.rollback()
        view = article_view(catalogue_of(self.workspace_id), id_or_slug, (locale, "en"))
        return None if view is None else plain_text(view.blocks)

    def found(self, query: str, locale: str = "en") -> list[str]:
        """Titles of what a visitor finds."""
        db.session.rollback()
        results = search(catalogue_of(self.workspace_id), query, (locale,), limit=8)
        return [each.entry.title for each in results.items]


@pytest.fixture
def desk(tenant: Tenant) -> Desk:
    """The tenant's editor at work."""
    return Desk(Editor(tenant.workspace_id, "en", "mbr_alice"))
