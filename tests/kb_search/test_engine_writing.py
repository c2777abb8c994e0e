"""What any engine must do when documents come, change and go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb_search import Answer, Difference, Document, IndexUnavailable, Query, SearchEngine
from tests.kb_search.articles import ARTICLES, BANK, INVOICE, PASSWORD, WORKSPACE, filled, found

OTHER = "wsp_2"


def test_search_before_the_first_rebuild_asks_for_one(engine: SearchEngine) -> None:
    with pytest.raises(IndexUnavailable) as caught:
        engine.search(WORKSPACE, Query("invoice", "en"))

    assert (caught.value.workspace, caught.value.locale) == (WORKSPACE, "en")


@pytest.mark.parametrize("write", ["index", "delete"])
def test_write_before_the_first_rebuild_asks_for_one(engine: SearchEngine, write: str) -> None:
    """A lost index must not come back holding only the article that was edited last."""
    with pytest.raises(IndexUnavailable):
        engine.index(WORKSPACE, [INVOICE]) if write == "index" else engine.delete(WORKSPACE, ["x"], locale="en")

    assert engine.stats(WORKSPACE) == ()


def test_rebuild_returns_the_number_of_documents(engine: SearchEngine) -> None:
    assert engine.rebuild(WORKSPACE, "en", iter(ARTICLES)) == 3


def test_rebuild_with_nothing_makes_an_index_that_answers(engine: SearchEngine) -> None:
    assert engine.rebuild(WORKSPACE, "en", ()) == 0

    assert engine.search(WORKSPACE, Query("invoice", "en", typing=True)) == Answer()
    engine.index(WORKSPACE, [INVOICE])
    assert found(engine, "invoice") == [INVOICE.id]


def test_rebuild_forgets_what_is_not_given(engine: SearchEngine) -> None:
    filled(engine)

    engine.rebuild(WORKSPACE, "en", [BANK])

    assert found(engine, "invoice password bank") == [BANK.id]


@pytest.mark.parametrize("documents", [(INVOICE, replace(INVOICE, title="Again")), (replace(INVOICE, locale="de"),)])
def test_rebuild_refuses_documents_that_cannot_all_be_meant(
    engine: SearchEngine, documents: tuple[Document, ...]
) -> None:
    filled(engine)

    with pytest.raises(ValueError, match="art_invoice"):
        engine.rebuild(WORKSPACE, "en", documents)

    assert found(engine, "password") == [PASSWORD.id]


def test_index_replaces_a_document(engine: SearchEngine) -> None:
    filled(engine).index(WORKSPACE, [replace(INVOICE, title="Write an offer", body="")])

    assert found(engine, "invoice") == []
    assert found(engine, "offer") == [INVOICE.id]


def test_index_keeps_the_last_of_two_with_the_same_id(engine: SearchEngine) -> None:
    filled(engine).index(WORKSPACE, [replace(INVOICE, title="Estimate"), replace(INVOICE, title="Offer")])

    assert (found(engine, "estimate"), found(engine, "offer")) == ([], [INVOICE.id])


def test_index_after_index_adds_up(engine: SearchEngine) -> None:
    filled(engine)

    for number in range(25):
        engine.index(WORKSPACE, [replace(BANK, id=f"art_{number}", title=f"Number{number}")])

    assert [found(engine, f"number{number}") for number in range(25)] == [[f"art_{n}"] for n in range(25)]
    assert engine.stats(WORKSPACE)[0].documents == 28


def test_delete_forgets_the_document(engine: SearchEngine) -> None:
    filled(engine).delete(WORKSPACE, [INVOICE.id, "unknown"], locale="en")

    assert found(engine, "invoice") == []
    assert found(engine, "password") == [PASSWORD.id]


def test_delete_forgets_the_words_of_the_document(engine: SearchEngine) -> None:
    """A word of an article that is gone must neither complete nor correct what somebody types."""
    filled(engine).delete(WORKSPACE, [PASSWORD.id], locale="en")

    assert engine.complete(WORKSPACE, Query("passw", "en")) == ()
    assert engine.search(WORKSPACE, Query("pasword", "en", typing=True)) == Answer()


def test_delete_without_a_locale_reaches_all(engine: SearchEngine) -> None:
    filled(engine)
    filled(engine, Document(INVOICE.id, "de", "Rechnung senden"))

    engine.delete(WORKSPACE, [INVOICE.id])

    assert (found(engine, "invoice"), found(engine, "rechnung", locale="de")) == ([], [])


def test_delete_everything_leaves_an_index_that_answers(engine: SearchEngine) -> None:
    filled(engine).delete(WORKSPACE, [document.id for document in ARTICLES])

    assert engine.search(WORKSPACE, Query("invoice", "en", typing=True)) == Answer()
    engine.index(WORKSPACE, [INVOICE])
    assert found(engine, "invoice") == [INVOICE.id]


def test_verify_names_what_differs(engine: SearchEngine) -> None:
    wanted = {"art_invoice": "1", "art_password": "2", "art_new": "1"}

    difference = filled(engine).verify(WORKSPACE, "en", wanted)

    assert difference == Difference(
        missing=frozenset({"art_new"}), stale=frozenset({"art_password"}), unexpected=frozenset({"art_bank"})
    )
    assert difference


def test_verify_is_content_with_what_was_indexed(engine: SearchEngine) -> None:
    filled(engine).index(WORKSPACE, [replace(INVOICE, version="2")])
    engine.delete(WORKSPACE, [BANK.id])

    assert not engine.verify(WORKSPACE, "en", {INVOICE.id: "2", PASSWORD.id: "1"})


def test_stats_count_what_is_there(engine: SearchEngine) -> None:
    filled(engine)
    filled(engine, Document("a", "de", "Rechnung"))
    engine.delete(WORKSPACE, [BANK.id], locale="en")

    german, english = engine.stats(WORKSPACE)

    assert (german.locale, german.documents, german.deleted, german.words) == ("de", 1, 0, 1)
    assert (english.locale, english.documents) == ("en", 2)
    assert english.bytes > german.bytes > 0


def test_drop_forgets_one_locale_or_all(engine: SearchEngine) -> None:
    filled(engine)
    filled(engine, Document("a", "de", "Rechnung"))
    engine.rebuild(OTHER, "en", ARTICLES)

    engine.drop(WORKSPACE, "de")
    assert [stats.locale for stats in engine.stats(WORKSPACE)] == ["en"]
    engine.drop(WORKSPACE)

    assert engine.stats(WORKSPACE) == ()
    with pytest.raises(IndexUnavailable):
        engine.search(WORKSPACE, Query("invoice", "en"))
    assert engine.stats(OTHER)[0].documents == 3


def test_drop_of_nothing_is_no_mistake(engine: SearchEngine) -> None:
    engine.drop(WORKSPACE)
    engine.drop(WORKSPACE, "de")

    assert engine.stats(WORKSPACE) == ()
