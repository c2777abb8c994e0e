"""What any engine must do, whatever it is built on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb_search import Answer, Difference, Document, Fragment, IndexUnavailable, Query, SearchEngine
from tests.kb_search.articles import ARTICLES, BANK, INVOICE, PASSWORD, WORKSPACE, filled, found, plain

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


def test_search_orders_by_score(engine: SearchEngine) -> None:
    answer = filled(engine).search(WORKSPACE, Query("send a link by e-mail to reset the password", "en"))

    assert [hit.id for hit in answer.hits] == [PASSWORD.id, INVOICE.id]
    assert answer.hits[0].score > answer.hits[1].score > 0
    assert answer.total == 2


def test_search_needs_no_more_than_one_word(engine: SearchEngine) -> None:
    assert found(filled(engine), "why does my bank refuse everything") == [BANK.id]


def test_search_finds_inflections(engine: SearchEngine) -> None:
    assert found(filled(engine), "invoices sending")[0] == INVOICE.id


def test_search_finds_keywords_without_showing_them(engine: SearchEngine) -> None:
    (hit,) = filled(engine).search(WORKSPACE, Query("IBAN", "en")).hits

    assert plain(hit) == "Connect your bankPayments are matched with what you billed."


def test_search_marks_what_it_looked_for(engine: SearchEngine) -> None:
    (hit,) = filled(engine).search(WORKSPACE, Query("customers invoiced", "en")).hits

    assert hit.title == (Fragment("Send an "), Fragment("invoice", match=True))
    assert plain(hit) == "Send an [invoice]Open the [customer] and choose New [invoice]."
    assert hit.matched == ("customers", "invoiced")


def test_search_leaves_markup_to_the_caller(engine: SearchEngine) -> None:
    filled(engine, Document("a", "en", "<b>bold</b> & co", "<script>alert(1)</script> bold"))

    (hit,) = engine.search(WORKSPACE, Query("bold", "en")).hits

    assert "".join(fragment.text for fragment in hit.title) == "<b>bold</b> & co"
    assert plain(hit).endswith("<script>alert(1)</script> [bold]")


@pytest.mark.parametrize(("limit", "expected"), [(0, 0), (1, 1), (2, 2), (50, 3), (-1, 0)])
def test_search_returns_no_more_than_asked_for(engine: SearchEngine, limit: int, expected: int) -> None:
    answer = filled(engine).search(WORKSPACE, Query("invoice password bank", "en", limit=limit))

    assert (len(answer.hits), answer.total) == (expected, 3)


def test_search_completes_the_unfinished_word(engine: SearchEngine) -> None:
    filled(engine)

    assert found(engine, "passw", typing=True) == [PASSWORD.id]
    assert found(engine, "passw ", typing=True) == []
    assert found(engine, "passw") == []


def test_search_corrects_an_unknown_word_and_says_so(engine: SearchEngine) -> None:
    answer = filled(engine).search(WORKSPACE, Query("My pasword", "en"))

    assert [hit.id for hit in answer.hits] == [PASSWORD.id]
    assert answer.corrected == "My password"


def test_search_corrects_the_beginning_of_an_unfinished_word(engine: SearchEngine) -> None:
    answer = filled(engine).search(WORKSPACE, Query("my psasw", "en", typing=True))

    assert [hit.id for hit in answer.hits] == [PASSWORD.id]
    assert answer.corrected == "my password"


def test_search_takes_a_literal_query_as_it_is(engine: SearchEngine) -> None:
    assert filled(engine).search(WORKSPACE, Query("pasword", "en", literal=True)) == Answer()


def test_search_does_not_correct_what_it_knows(engine: SearchEngine) -> None:
    answer = filled(engine).search(WORKSPACE, Query("resetting passwords", "en"))

    assert answer.corrected is None
    assert [hit.id for hit in answer.hits] == [PASSWORD.id]


def test_search_drops_words_that_say_nothing(engine: SearchEngine) -> None:
    assert found(filled(engine), "how do I connect with the bank") == [BANK.id]


def test_search_keeps_words_that_say_nothing_when_there_are_no_others(engine: SearchEngine) -> None:
    filled(engine, Document("a", "en", "The Who"), Document("b", "en", "Billing"))

    assert found(engine, "the who") == ["a"]


def test_complete_continues_the_last_word(engine: SearchEngine) -> None:
    filled(engine)

    assert engine.complete(WORKSPACE, Query("send inv", "en")) == ("send invoice",)
    assert engine.complete(WORKSPACE, Query("send ", "en")) == ()
    assert engine.complete(WORKSPACE, Query("", "en")) == ()


def test_complete_gives_no_more_than_asked_for(engine: SearchEngine) -> None:
    assert len(filled(engine).complete(WORKSPACE, Query("c", "en", limit=2))) == 2


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


def test_locales_are_apart(engine: SearchEngine) -> None:
    filled(engine)
    filled(engine, Document(INVOICE.id, "de-AT", "Rechnung senden"))

    assert found(engine, "Rechnungen", locale="de-AT") == found(engine, "Rechnungen", locale="de_at") == [INVOICE.id]
    assert found(engine, "Rechnungen") == []


def test_workspaces_are_apart(engine: SearchEngine) -> None:
    """No query reaches another workspace: not by a filter of its own, a word of its own, a completion, a count."""
    filled(engine)
    engine.rebuild(OTHER, "en", [Document("art_secret", "en", "Zanzibar launch", "zeppelin")])

    for text in ("zanzibar", "workspace:wsp_2 OR *", "id:art_secret", "art_secret", "* OR zeppelin", "zanzibr"):
        answer = engine.search(WORKSPACE, Query(text, "en", typing=True))
        assert "art_secret" not in [hit.id for hit in answer.hits]
        assert "za" not in (answer.corrected or "")
    assert engine.complete(WORKSPACE, Query("zan", "en")) == ()
    assert engine.stats(WORKSPACE)[0].documents == 3


def test_audience_hides_the_document_and_its_words(engine: SearchEngine) -> None:
    secret = Document("art_secret", "en", "Zanzibar launch", "invoice", audience=frozenset({"beta", "staff"}))
    filled(engine, *ARTICLES, secret)

    public = [
        engine.search(WORKSPACE, Query(text, "en", typing=typing))
        for text in ("zanzibar", "zanzibr", "zanz")
        for typing in (True, False)
    ]

    assert public == [Answer()] * 6
    assert found(engine, "invoice") == [INVOICE.id]
    assert engine.search(WORKSPACE, Query("invoice", "en")).total == 1
    assert engine.complete(WORKSPACE, Query("zan", "en")) == ()


def test_audience_does_not_let_a_hidden_word_count_as_known(engine: SearchEngine) -> None:
    """Else a reader could ask for words until one is not corrected."""
    filled(engine, *ARTICLES, Document("art_secret", "en", "Bamk", audience=frozenset({"staff"})))

    public, staff = (
        engine.search(WORKSPACE, Query("bamk", "en", audience=labels)) for labels in (frozenset(), frozenset({"staff"}))
    )

    assert (public.corrected, [hit.id for hit in public.hits]) == ("bank", [BANK.id])
    assert (staff.corrected, [hit.id for hit in staff.hits]) == (None, ["art_secret"])


@pytest.mark.parametrize(
    ("labels", "expected"), [({"beta"}, ["art_secret"]), ({"staff", "x"}, ["art_secret"]), ({"x"}, [])]
)
def test_audience_needs_one_of_the_labels(engine: SearchEngine, labels: set[str], expected: list[str]) -> None:
    filled(engine, Document("art_secret", "en", "Zanzibar", audience=frozenset({"beta", "staff"})), *ARTICLES)

    answer = engine.search(WORKSPACE, Query("zanzibar", "en", audience=frozenset(labels)))

    assert [hit.id for hit in answer.hits] == expected


def test_audience_of_one_label_does_not_open_another_document(engine: SearchEngine) -> None:
    filled(
        engine,
        Document("beta", "en", "Launch", audience=frozenset({"beta"})),
        Document("staff", "en", "Launch", audience=frozenset({"staff"})),
    )

    answer = engine.search(WORKSPACE, Query("launch", "en", audience=frozenset({"beta"})))

    assert [hit.id for hit in answer.hits] == ["beta"]


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


@pytest.mark.parametrize("workspace", ["", "..", "a/b", "a\0b", "x" * 65, "wsp 1", "wsp\n"])
def test_workspace_names_cannot_lead_elsewhere(engine: SearchEngine, workspace: str) -> None:
    with pytest.raises(ValueError, match="workspace"):
        engine.rebuild(workspace, "en", ARTICLES)


@pytest.mark.parametrize("locale", ["", "..", "en/..", "en\0", "e n", "en\n", "en-" + "x" * 9])
def test_locales_cannot_lead_elsewhere(engine: SearchEngine, locale: str) -> None:
    with pytest.raises(ValueError, match="locale"):
        engine.search(WORKSPACE, Query("invoice", locale))
