"""What was changed here since an import wrote it: kept, told when the source changed as well, given up on request."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from onboarding.help.authoring.texts.form import TypedText
from onboarding.help.authoring.texts.service import publish, save_draft, withdraw
from onboarding.help.editing import Editor
from onboarding.help.importers.importing import Importing
from onboarding.help.importers.markdown.folder import read_folder
from onboarding.help.importers.report import ImportReport, RemarkKind
from onboarding.help.importers.service import import_articles
from onboarding.help.models import Article, ArticleTranslation, Collection, Redirect
from onboarding.help.writing.words import Place, Words
from onboarding.store import db
from tests.help.library import Library


def bring_in(library: Library, **options: Any) -> ImportReport:
    environment = library.tenant.environment
    source = read_folder(library.folder, environment.default_locale)
    return import_articles(source, environment, Importing(actor="test", **options))


def edit(library: Library, markdown: str) -> None:
    """Publish other words of the only article, as an editor does."""
    editor = editor_of(library)
    row = db.session.scalars(select(ArticleTranslation)).one()
    typed = TypedText(title=row.title, markdown=markdown)
    publish(editor, Place(row.article_id, row.locale), typed, made_from=row.revision)
    db.session.expire_all()


def editor_of(library: Library) -> Editor:
    return Editor(library.tenant.workspace_id, library.tenant.environment.default_locale, "mem_1")


def text() -> str:
    db.session.expire_all()
    return db.session.scalars(select(ArticleTranslation.markdown)).one()


def conflicts(report: ImportReport) -> list[str]:
    return [str(remark) for remark in report.remarks if remark.kind == RemarkKind.CONFLICT]


def test_text_changed_here_stays_and_is_no_news(library: Library) -> None:
    library.write("a.en.md", "Theirs.")
    bring_in(library)
    edit(library, "Ours.")
    for _ in range(2):
        report = bring_in(library)
        assert (report.kept, report.changes, conflicts(report)) == (1, 0, [])
    assert text() == "Ours."


def test_text_changed_here_and_there_stays_and_is_told_until_it_is_settled(library: Library) -> None:
    library.write("a.en.md", "Theirs.")
    bring_in(library)
    edit(library, "Ours.")
    library.write("a.en.md", "Theirs, changed.")
    for _ in range(2):
        report = bring_in(library)
        assert conflicts(report) == ["a.en.md:2: the text in en changed"]
        assert (report.kept, report.changes) == (1, 0)
    assert text() == "Ours."
    assert bring_in(library, overwrite=True).changed == 1
    assert text() == "Theirs, changed.\n"
    library.write("a.en.md", "Theirs, once more.")
    report = bring_in(library)
    assert (report.changed, conflicts(report)) == (1, [])


def test_text_made_the_same_here_and_there_is_no_conflict(library: Library) -> None:
    library.write("a.en.md", "Theirs.")
    bring_in(library)
    edit(library, "Both.\n")
    library.write("a.en.md", "Both.")
    report = bring_in(library)
    assert (report.unchanged, conflicts(report)) == (1, [])


def test_text_withdrawn_here_is_not_published_again(library: Library) -> None:
    library.write("a.en.md", "Theirs.")
    bring_in(library)
    row = db.session.scalars(select(ArticleTranslation)).one()
    withdraw(editor_of(library), Place(row.article_id, row.locale))
    assert bring_in(library).kept == 1
    assert db.session.scalar(select(ArticleTranslation.state)) == "draft"


def test_text_changed_here_keeps_its_address_and_is_linked_there(library: Library) -> None:
    library.write("a.en.md", "Theirs.", slug="first")
    bring_in(library)
    edit(library, "Ours.")
    library.write("a.en.md", "Theirs.", slug="second")
    library.write("b.en.md", "[a](a.md)")
    report = bring_in(library)
    assert (report.kept, report.added) == (1, 1)
    markdown = select(ArticleTranslation.markdown).where(ArticleTranslation.slug == "b")
    assert db.session.scalar(markdown) == "[a](/help/en/articles/first)\n"
    assert db.session.scalars(select(Redirect.path)).all() == []
    bring_in(library, overwrite=True)
    assert db.session.scalar(markdown) == "[a](/help/en/articles/second)\n"
    assert db.session.scalars(select(Redirect.path)).all() == ["/help/en/articles/first"]


def test_readers_chosen_here_are_not_widened_by_an_import(library: Library) -> None:
    library.write("a.en.md")
    bring_in(library)
    db.session.execute(update(Article).values(audience="known"))
    db.session.commit()
    library.write("a.en.md", order=3)
    report = bring_in(library)
    assert conflicts(report) == ["a.en.md: position, audience changed"]
    assert db.session.execute(select(Article.audience, Article.position)).one() == ("known", 0)
    bring_in(library, overwrite=True)
    assert db.session.execute(select(Article.audience, Article.position)).one() == (None, 3)


def test_collection_named_otherwise_here_keeps_its_name(library: Library) -> None:
    library.write("money/a.en.md")
    bring_in(library)
    ours = {"en": {"title": "Billing", "description": ""}}
    db.session.execute(update(Collection).values(texts=ours))
    db.session.commit()
    assert conflicts(bring_in(library)) == []
    assert db.session.scalar(select(Collection.texts)) == ours
    (library.folder / "_collections.yaml").write_text("- {slug: money, title: Cash}\n")
    assert conflicts(bring_in(library)) == ["collection money: texts changed"]
    assert db.session.scalar(select(Collection.texts)) == ours


def test_rehearsal_tells_everything_and_changes_nothing(library: Library) -> None:
    (library.folder / "p.gif").write_bytes(b"GIF89a")
    library.write("money/a.en.md", "![p](../p.gif) [gone](gone.md)", redirect_from=["/x"])
    rehearsed = bring_in(library, is_rehearsal=True)
    assert (rehearsed.added, rehearsed.images) == (1, 1)
    for model in (Article, ArticleTranslation, Collection):
        assert db.session.scalars(select(model)).all() == []
    assert bring_in(library) == rehearsed
    gone = library.write("b.en.md")
    bring_in(library)
    gone.unlink()
    assert bring_in(library, is_rehearsal=True, prune=True).withdrawn == 1
    assert set(db.session.scalars(select(ArticleTranslation.state))) == {"published"}


def test_text_edited_after_it_was_withdrawn_by_an_import_stays(library: Library) -> None:
    gone = library.write("a.en.md", "Theirs.")
    library.write("b.en.md")
    bring_in(library)
    gone.unlink()
    bring_in(library, prune=True)
    row = db.session.scalars(select(ArticleTranslation).where(ArticleTranslation.slug == "a")).one()
    typed = TypedText(title=row.title, markdown="Ours.")
    publish(editor_of(library), Place(row.article_id, row.locale), typed, made_from=row.revision)
    library.write("a.en.md", "Theirs, back.")
    report = bring_in(library)
    assert (report.kept, conflicts(report)) == (1, ["a.en.md:2: the text in en changed"])


def test_draft_that_waits_here_goes_on_waiting(library: Library) -> None:
    library.write("a.en.md", "Theirs.")
    bring_in(library)
    row = db.session.scalars(select(ArticleTranslation)).one()
    typed = TypedText(title=row.title, markdown="Ours, one day.")
    save_draft(editor_of(library), Place(row.article_id, row.locale), typed, made_from=row.revision)
    library.write("a.en.md", "Theirs, changed.")
    assert bring_in(library).changed == 1
    db.session.expire_all()
    row = db.session.scalars(select(ArticleTranslation)).one()
    assert (row.markdown, row.draft_revision, row.revision) == ("Theirs, changed.\n", 2, 3)


def test_text_that_an_editor_only_saved_again_is_not_taken_for_a_change(library: Library) -> None:
    library.write("b.en.md", "Words.")
    library.write("a.en.md", "See [b](b.md).\n\n[gone](gone.md)")
    bring_in(library)
    row = db.session.scalars(select(ArticleTranslation).where(ArticleTranslation.slug == "a")).one()
    words = Words(title=row.title, description="", keywords=(), markdown=row.markdown)
    publish(editor_of(library), Place(row.article_id, row.locale), TypedText.of(words), made_from=row.revision)
    library.write("a.en.md", "See [b](b.md). More.")
    report = bring_in(library)
    assert (report.changed, report.kept, conflicts(report)) == (1, 0, [])
