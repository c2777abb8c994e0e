"""Whatever editors and imports do to a text, in whatever order: no words are lost, and readers see what they should."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from onboarding.content.markdown import blocks_of
from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.service import discard_draft, publish, restore, save_draft, withdraw
from onboarding.help.editions.edition import forget_editions, hold_edition, renew_edition
from onboarding.help.writing.models import ArticleRevision
from onboarding.help.writing.revisions import record
from onboarding.help.writing.words import Place, Writing, digest_of
from onboarding.store import db, transaction
from tests.help.authoring.conftest import Desk

NUMBERS = itertools.count()
STEPS = st.tuples(
    st.sampled_from(["save", "publish", "discard", "withdraw", "restore", "import"]),
    st.sampled_from(["one", "two", "three"]),
)


@dataclass
class Life:
    """What should become of a text, kept as plainly as can be."""

    history: list[str] = field(default_factory=lambda: ["zero"])
    shown: int = 1
    draft: int | None = None
    is_published: bool = False

    @property
    def newest(self) -> str:
        return self.history[(self.draft or self.shown) - 1]

    def take(self, step: str, words: str) -> None:
        match step:
            case "save":
                self._save(words)
            case "publish":
                if words != self.newest:
                    self.draft = self._add(words)
                self.shown, self.draft, self.is_published = self.draft or self.shown, None, True
            case "discard":
                self.draft = None
            case "withdraw":
                self.is_published = False
            case "restore":
                self._save(self.history[0])
            case "import":
                self.shown, self.is_published = self._add(words), True

    def _save(self, words: str) -> None:
        if words == self.newest:
            return
        number = self._add(words)
        if self.is_published:
            self.draft = number
        else:
            self.shown, self.draft = number, None

    def _add(self, words: str) -> int:
        self.history.append(words)
        return len(self.history)


def do(desk: Desk, place: Place, step: str, words: str) -> None:
    text = desk.text(place)
    typed, made_from = TypedText(title="Pay", markdown=words), text.revision
    match step:
        case "save":
            save_draft(desk.editor, place, typed, made_from=made_from)
        case "publish":
            publish(desk.editor, place, typed, made_from=made_from)
        case "discard":
            discard_draft(desk.editor, place, made_from=made_from)
        case "withdraw":
            withdraw(desk.editor, place)
        case "restore":
            restore(desk.editor, place, 1, made_from=made_from)
        case "import":
            bring_in(desk, place, typed, text.slug)


def bring_in(desk: Desk, place: Place, typed: TypedText, slug: str) -> None:
    said, blocks = typed.words(), blocks_of(typed.markdown)
    writing = Writing(
        article_id=place.article_id,
        locale=place.locale,
        slug=slug,
        state="published",
        words=said,
        blocks=blocks,
        digest=digest_of(said, blocks),
    )
    with transaction() as session:
        hold_edition(session, desk.workspace_id)
        record(session, desk.editor.saving("Imported"), [writing])
        renew_edition(session, desk.workspace_id, {place.article_id: [place.locale]})
    forget_editions()


@settings(max_examples=25)
@given(st.lists(STEPS, max_size=10))
def test_no_words_are_lost_and_readers_see_what_was_published(desk: Desk, steps: list[tuple[str, str]]) -> None:
    db.session.rollback()
    place = desk.write("Pay", "zero", slug=f"pay-{next(NUMBERS)}")
    life = Life()
    for step, words in steps:
        do(desk, place, step, words)
        life.take(step, words)
        text = desk.text(place)
        numbers = (text.shown_revision, text.draft_revision, text.is_published)
        assert numbers == (life.shown, life.draft, life.is_published)
        assert (text.shown.markdown, text.words.markdown) == (life.history[life.shown - 1], life.newest)
        assert desk.read(place.article_id) == (text.shown.markdown if life.is_published else None)
    of_text = (ArticleRevision.article_id == place.article_id, ArticleRevision.locale == place.locale)
    kept = db.session.scalars(select(ArticleRevision.markdown).where(*of_text).order_by(ArticleRevision.number))
    assert list(kept) == life.history
