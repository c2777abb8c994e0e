"""What is kept of texts that are written over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from onboarding.content.markdown import blocks_of
from onboarding.help.editions.edition import hold_edition
from onboarding.help.models import Article, ArticleTranslation
from onboarding.help.writing import revisions
from onboarding.help.writing.models import ArticleLink, ArticleRevision
from onboarding.help.writing.revisions import record, record_draft
from onboarding.help.writing.words import Place, Saving, Words, Writing, digest_of
from onboarding.store import db, now, transaction
from onboarding.store.ids import new_id
from tests.conftest import FakeClock, StatementCount, Tenant
from tests.help.library import Library


def words(markdown: str = "One.", **other: Any) -> Words:
    return Words(**{"title": "Pay", "description": "", "keywords": (), "markdown": markdown, **other})


def writing(article_id: str, said: Words, locale: str = "en", **other: Any) -> Writing:
    blocks = blocks_of(said.markdown)
    given = {"slug": f"pay-{article_id[-8:]}", "state": "published", "digest": digest_of(said, blocks), **other}
    return Writing(article_id=article_id, locale=locale, words=said, blocks=blocks, **given)


class Desk:
    """Writes texts of a workspace."""

    def __init__(self, tenant: Tenant) -> None:
        self.workspace_id = tenant.workspace_id

    def article(self) -> str:
        article_id = new_id("art", now())
        with transaction() as session:
            session.add(
                Article(
                    workspace_id=self.workspace_id,
                    id=article_id,
                    position=0,
                    source="handrail",
                    source_id=article_id,
                    suggest_on=[],
                    related=[],
                    created_at=now(),
                )
            )
        return article_id

    def write(self, *writings: Writing) -> None:
        with transaction() as session:
            hold_edition(session, self.workspace_id)
            record(session, self.saving(), writings)

    def draft(self, article_id: str, said: Words, number: int) -> None:
        with transaction() as session:
            record_draft(session, self.saving(), Place(article_id, "en"), said, number=number)

    def saving(self) -> Saving:
        return Saving(workspace_id=self.workspace_id, author="alice", note="Why not", moment=now(), default_locale="en")

    def text(self, article_id: str, locale: str = "en") -> ArticleTranslation:
        db.session.rollback()
        return db.session.get_one(ArticleTranslation, (self.workspace_id, article_id, locale))

    def numbers(self, article_id: str) -> list[int]:
        of_article = ArticleRevision.article_id == article_id
        return list(db.session.scalars(select(ArticleRevision.number).where(of_article).order_by("number")))


@pytest.fixture
def desk(tenant: Tenant) -> Desk:
    return Desk(tenant)


def test_every_save_keeps_who_wrote_what_when_and_why(desk: Desk, clock: FakeClock) -> None:
    article = desk.article()
    desk.write(writing(article, words("One.")))
    later = clock.advance(hours=1)
    desk.write(writing(article, words("Two.", keywords=("fee",))))

    first, second = db.session.scalars(select(ArticleRevision).order_by(ArticleRevision.number))
    assert (first.markdown, second.markdown) == ("One.", "Two.")
    assert (second.number, second.author, second.note, second.saved_at) == (2, "alice", "Why not", later)
    assert second.keywords == ["fee"]
    assert (desk.text(article).revision, desk.text(article).shown_revision) == (2, 2)


def test_a_draft_changes_nothing_that_readers_see_and_outlives_an_import(desk: Desk) -> None:
    article = desk.article()
    desk.write(writing(article, words("Shown.")))
    shown_at = desk.text(article).updated_at
    desk.draft(article, words("Waiting."), 2)

    text = desk.text(article)
    assert (text.markdown, text.shown_revision, text.draft_revision, text.updated_at) == ("Shown.", 1, 2, shown_at)

    desk.write(writing(article, words("Imported.")))
    text = desk.text(article)
    assert (text.markdown, text.shown_revision, text.draft_revision) == ("Imported.", 3, 2)


def test_the_newest_hundred_are_kept_and_those_in_use(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "KEPT", 3)
    article = desk.article()
    desk.write(writing(article, words("Shown.")))
    for number in range(2, 8):
        desk.draft(article, words(f"Draft {number}."), number)
    assert desk.numbers(article) == [1, 5, 6, 7]

    desk.write(*(writing(article, words("Again.")) for _ in range(1)))
    assert desk.numbers(article) == [6, 7, 8]


def test_only_what_a_translation_has_to_say_as_well_makes_it_outdated(desk: Desk) -> None:
    article = desk.article()
    desk.write(writing(article, words("Eins."), "de"), writing(article, words("One.")))
    assert desk.text(article, "de").reviewed_revision == 1

    desk.write(writing(article, words("One.", keywords=("one",))))
    assert desk.text(article).meaning_revision == 1
    desk.write(writing(article, words("One!"), is_small=True))
    assert desk.text(article).meaning_revision == 1
    desk.write(writing(article, words("Another.")))
    assert desk.text(article).meaning_revision == 4
    assert desk.text(article, "de").reviewed_revision == 1

    desk.write(writing(article, words("Noch eins."), "de", is_reviewed=False))
    assert desk.text(article, "de").reviewed_revision == 1
    desk.write(writing(article, words("Ein anderes."), "de"))
    assert desk.text(article, "de").reviewed_revision == 4


def test_what_leads_to_our_own_pages_and_pictures_is_noted_anew(desk: Desk) -> None:
    article = desk.article()
    link = "[a](/help/en/articles/b%20c#d)"
    markdown = f"# Ask us?\n\n{link} [x](https://x.test) {link}\n\n![p](/help/images/ab.png)"
    desk.write(writing(article, words(markdown)))
    links = db.session.execute(select(ArticleLink.path, ArticleLink.fragment).order_by(ArticleLink.position)).all()
    assert [tuple(each) for each in links] == [("/help/en/articles/b c", "d"), ("/help/images/ab.png", "")]
    assert desk.text(article).anchors == ["ask-us"]

    desk.write(writing(article, words("Nothing.")))
    assert db.session.scalar(select(func.count()).select_from(ArticleLink)) == 0


def test_statements_do_not_grow_with_the_texts(
    desk: Desk, count_statements: Callable[[], AbstractContextManager[StatementCount]]
) -> None:
    def statements(articles: int) -> int:
        ids = [desk.article() for _ in range(articles)]
        with count_statements() as count:
            desk.write(*(writing(each, words("One."), locale) for each in ids for locale in ("en", "de")))
        return count.total

    statements(1)  # the first makes the workspace's edition
    assert statements(1) == statements(7)


def test_an_import_records_its_texts(app: Flask, library: Library) -> None:
    library.write("pay.md", "One.")
    library.bring_in()
    library.write("pay.md", "Two.")
    library.bring_in()
    library.bring_in()

    saved = db.session.scalars(select(ArticleRevision).order_by(ArticleRevision.number)).all()
    assert [(each.number, each.author, each.note) for each in saved] == [
        (1, "test", "Imported from articles"),
        (2, "test", "Imported from articles"),
    ]
