"""What the demo's editor has done to its articles since they came in: a change, drafts, a translation behind."""

from __future__ import annotations

from dataclasses import replace

import click

from onboarding.help.authoring.articles.service import create_article
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.service import mark_reviewed, publish, save_draft
from onboarding.help.authoring.texts.stored import edited_text
from onboarding.help.editing import Editor
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.writing.words import Place
from onboarding.store import db
from onboarding.workspaces.queries import EnvironmentView

NEW = """\
Do this once the last invoice of the year is sent, and before your accountant asks.

1. Go through **To match** until it is empty: [how matching works](/help/en/articles/match-payments).
2. Look at what is still unpaid under [aged receivables](/help/en/articles/aged-receivables).
3. [Export the year](/help/en/articles/export-for-accountant) and send it to your accountant.

## What stays open

Nothing is locked: you can go on correcting the old year until your accountant says stop.
"""


def edit_articles(environment: EnvironmentView, member_id: str) -> None:
    """Edit some of the demo's articles as that member."""
    editor = Editor(environment.workspace_id, environment.default_locale, member_id)
    bank, _ = changed = _find(environment, "connect-your-bank")
    _publish(editor, changed, "about two minutes", "about three minutes", note="Banks ask for a second code now")
    mark_reviewed(editor, Place(bank, "de"))
    matching = _find(environment, "match-payments")
    _draft(editor, matching, "1. Open **Banking**, then **To match**.", "1. Open **Banking** and press **To match**.")
    title = "Close the year"
    typed = TypedText(
        title=title, description="What to do in the last week of December.", markdown=NEW, note="First go"
    )
    create_article(editor, typed, locale=environment.default_locale, collection_id=_collection_of(environment))


def _publish(editor: Editor, place: Place, old: str, new: str, *, note: str) -> None:
    typed, made_from = _replaced(editor, place, old, new, note)
    publish(editor, place, typed, made_from=made_from)


def _draft(editor: Editor, place: Place, old: str, new: str) -> None:
    typed, made_from = _replaced(editor, place, old, new, "The menu has another name")
    save_draft(editor, place, typed, made_from=made_from)


def _replaced(editor: Editor, place: Place, old: str, new: str, note: str) -> tuple[TypedText, int]:
    text = edited_text(db.session(), editor.workspace_id, place)
    if old not in text.words.markdown:
        raise click.ClickException(f"the demo's article {text.slug} no longer says {old!r}")
    words = replace(text.words, markdown=text.words.markdown.replace(old, new))
    return TypedText.of(words, note), text.revision


def _find(environment: EnvironmentView, slug: str) -> Place:
    entry = catalogue_of(environment.workspace_id).find(slug, (environment.default_locale,))
    if entry is None:
        raise click.ClickException(f"the demo has no article {slug}")
    return Place(entry.article_id, entry.locale)


def _collection_of(environment: EnvironmentView) -> str | None:
    article_id, _ = _find(environment, "export-for-accountant")
    return catalogue_of(environment.workspace_id).articles[article_id].collection_id
