"""The search index follows the articles, whoever changed them and however far that came."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from kb_search import IndexBusy, Query, WhooshEngine, make_engine
from onboarding.app import create_app
from onboarding.config import Settings
from onboarding.help.editions.edition import renew_edition
from onboarding.help.models import ArticleTranslation
from onboarding.help.reading.queries import catalogue_of
from onboarding.help.search import index
from onboarding.help.search.answering import search
from onboarding.help.search.documents import documents, versions
from onboarding.help.search.index import ArticleIndex
from onboarding.help.search.index_stamps import IndexBeingWritten, IndexStamps
from onboarding.help.search.indexing import article_index
from onboarding.help.writing.models import ArticleRevision
from onboarding.store import db, transaction
from tests.conftest import Tenant
from tests.help.library import Library


def found(library: Library, text: str, locale: str = "en") -> set[str]:
    catalogue = catalogue_of(library.tenant.workspace_id)
    return {item.entry.slug for item in search(catalogue, text, (locale,), limit=20).items}


def differs(library: Library, locale: str = "en") -> bool:
    return bool(article_index().compare(library.tenant.workspace_id, locale))


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes die between the commit and the index."""
    monkeypatch.setattr("onboarding.help.importers.service.catch_up", lambda _workspace_id: None)


def test_application_is_made_without_touching_the_disk(settings: Settings, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    create_app(settings)
    assert set(tmp_path.rglob("*")) == before


def test_index_is_right_after_an_import(library: Library) -> None:
    library.write("bank.en.md")
    library.write("bank.de.md")
    library.bring_in()
    assert not differs(library, "en")
    assert not differs(library, "de")


@pytest.mark.usefixtures("crash")
def test_search_makes_good_what_a_crash_left_undone(library: Library) -> None:
    library.write("bank.en.md")
    library.write("card.en.md", "old words")
    gone = library.write("gone.en.md")
    library.bring_in()
    assert found(library, "bank") == {"bank"}
    library.write("card.en.md", "fresh words")
    library.write("new.en.md", "fresh words")
    gone.unlink()
    library.bring_in(prune=True)
    assert differs(library)
    assert found(library, "fresh") == {"card", "new"}
    assert found(library, "gone") == found(library, "old") == set()
    assert not differs(library)


def test_search_writes_only_what_changed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        library.write(f"bank-{number}.en.md")
    library.bring_in()
    written: list[str] = []
    index = WhooshEngine.index

    def note(self: WhooshEngine, workspace: str, documents: Any) -> None:
        listed = list(documents)
        written.extend(document.title for document in listed)
        index(self, workspace, listed)

    monkeypatch.setattr(WhooshEngine, "index", note)
    monkeypatch.setattr(WhooshEngine, "rebuild", lambda *_: pytest.fail("a rebuild for one article"))
    library.write("bank-3.en.md", "Other words.")
    library.bring_in()
    assert written == ["Bank 3"]
    assert not differs(library)


def test_many_changes_are_a_rebuild(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_UPDATES", 2)
    library.write("bank.en.md")
    library.bring_in()
    monkeypatch.setattr(WhooshEngine, "index", lambda *_: pytest.fail("many articles one by one"))
    for number in range(3):
        library.write(f"bank-{number}.en.md")
    library.bring_in()
    assert not differs(library)


def test_another_engine_makes_its_index_of_what_another_left(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways: what the first engine wrote and called current is nothing to the second."""
    library.write("bank.en.md")
    library.bring_in()
    root = settings.data_dir / "index"
    for name in ("tantivy", "whoosh"):
        index = ArticleIndex(root, make_engine(name, root))
        monkeypatch.setitem(current_app.extensions, "handrail.article_index", index)
        assert found(library, "bank") == {"bank"}
        assert not differs(library)


def test_a_language_without_articles_loses_its_index(library: Library, settings: Settings) -> None:
    library.write("bank.en.md")
    gone = library.write("bank.de.md")
    library.bring_in()
    folder = settings.data_dir / "index" / str(library.tenant.workspace_id)
    assert {path.name for path in folder.iterdir()} == {"de", "en"}
    gone.unlink()
    library.bring_in(prune=True)
    assert {path.name for path in folder.iterdir()} == {"en"}


def test_restored_database_is_told_from_the_one_it_replaces(library: Library) -> None:
    library.write("bank.en.md")
    library.bring_in()
    with transaction() as session:
        session.execute(delete(ArticleRevision))
        session.execute(delete(ArticleTranslation))
        renew_edition(session, library.tenant.workspace_id)
    assert found(library, "bank") == set()
    library.bring_in()
    assert found(library, "bank") == {"bank"}
    assert not differs(library)


def test_unpublished_article_is_not_found_even_in_an_index_that_still_holds_it(library: Library) -> None:
    library.write("bank.en.md")
    library.bring_in()
    index = article_index()
    stamps = index._stamps
    with stamps.locked(str(library.tenant.workspace_id), "en", wait=True):
        with transaction() as session:
            session.execute(update(ArticleTranslation).values(state="draft"))
            renew_edition(session, library.tenant.workspace_id)
        assert index._engine.search(str(library.tenant.workspace_id), Query("bank", "en")).total == 1
        assert found(library, "bank") == set()


def test_busy_index_is_left_to_the_next_search(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.write("bank.en.md")
    library.bring_in()
    with monkeypatch.context() as patched:

        def busy(*_: Any) -> None:
            raise IndexBusy

        patched.setattr(WhooshEngine, "index", busy)
        library.write("card.en.md")
        library.bring_in()
        assert found(library, "bank") == {"bank"}
        assert found(library, "card") == set()
    assert found(library, "card") == {"card"}


def test_another_process_sees_changes(library: Library, settings: Settings) -> None:
    library.write("bank.en.md")
    library.bring_in()
    other = create_app(settings)
    with other.app_context():
        assert found(library, "bank") == {"bank"}
        library.write("card.en.md")
        library.bring_in()
        db.session.remove()
        db.engine.dispose()
    assert found(library, "card") == {"card"}


def read_until(done: threading.Event, app: Flask, library: Library, wrong: list[Any]) -> None:
    """Search again and again; note every answer that is not right."""
    with app.app_context():
        while not done.is_set():
            try:
                wrong += [] if "bank" in found(library, "bank") else ["missing"]
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells
                wrong.append(error)
        db.session.remove()


def test_readers_are_answered_while_writers_write(app: Flask, library: Library) -> None:
    library.write("bank.en.md")
    library.bring_in()
    wrong: list[Any] = []
    done = threading.Event()
    readers = [threading.Thread(target=read_until, args=(done, app, library, wrong)) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for number in range(12):
            library.write(f"card-{number}.en.md")
            library.bring_in()
            if number % 4 == 0:
                article_index().rebuild(library.tenant.workspace_id, "en", wait=True)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert not differs(library)


STEP = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 3), st.sampled_from(["red", "green", "blue"])),
    st.tuples(st.just("remove"), st.integers(0, 3), st.just("")),
    st.tuples(st.just("crash"), st.integers(0, 3), st.sampled_from(["red", "green", "blue"])),
    st.tuples(st.just("lose the index"), st.just(0), st.just("")),
)


@given(steps=st.lists(STEP, max_size=8))
@settings(max_examples=15)
def test_search_always_finds_what_the_articles_say(library: Library, steps: list[Any]) -> None:
    for path in library.folder.glob("*.md"):
        path.unlink()
    library.write("always.en.md", "white")
    library.bring_in(prune=True)
    held = {"always": "white"}
    with pytest.MonkeyPatch.context() as patched:
        for kind, number, word in steps:
            name = f"article-{number}"
            if kind == "lose the index":
                article_index()._engine.drop(str(library.tenant.workspace_id))
                continue
            if kind == "remove":
                (library.folder / f"{name}.en.md").unlink(missing_ok=True)
                held.pop(name, None)
            else:
                library.write(f"{name}.en.md", word)
                held[name] = word
            if kind == "crash":
                patched.setattr("onboarding.help.importers.service.catch_up", lambda _workspace_id: None)
            library.bring_in(prune=True)
            patched.undo()
    for word in ("red", "green", "blue", "white"):
        assert found(library, word) == {name for name, text in held.items() if text == word}


def test_stamps_are_written_whole(tmp_path: Path) -> None:
    stamps, others = IndexStamps(tmp_path / "editions"), IndexStamps(tmp_path / "editions")
    assert stamps.read("1", "en") == ""
    with stamps.locked("1", "en", wait=True):
        stamps.write("1", "en", "edn_1")
    assert others.read("1", "en") == "edn_1"
    assert stamps.locales("1") == ["en"]
    for damaged in (b"", b"\0\0\0\0\0", b"edn_1\n", b"\xff", b"e" * 1_000):
        (tmp_path / "editions" / "1" / "en").write_bytes(damaged)
        assert others.read("1", "en") == ""
    others.remove("1", "en")
    assert stamps.locales("1") == []
    assert stamps.locales("2") == []


def test_only_one_writes_an_index(tmp_path: Path) -> None:
    stamps, others = IndexStamps(tmp_path), IndexStamps(tmp_path)
    with stamps.locked("1", "en", wait=True):
        with pytest.raises(IndexBeingWritten), others.locked("1", "en", wait=False):
            pytest.fail("two writers")
        with others.locked("1", "de", wait=False):
            pass
    with others.locked("1", "en", wait=False):
        pass


def test_index_is_made_of_the_workspaces_own_articles(library: Library, other_tenant: Tenant, tmp_path: Path) -> None:
    """Nobody would find a stranger's article in it, but its words would be completed and suggested."""
    library.write("bank.en.md")
    library.bring_in()
    theirs = Library(tmp_path / "theirs", other_tenant)
    theirs.write("zebra.en.md")
    theirs.bring_in()
    own = set(catalogue_of(library.tenant.workspace_id).articles)
    assert {each.id for each in documents(library.tenant.workspace_id, "en")} == own
    assert set(versions(library.tenant.workspace_id, "en")) == own
