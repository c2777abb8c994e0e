"""What any engine must keep apart: workspaces, languages, and articles that are not for everybody."""

from __future__ import annotations

import pytest

from kb_search import Answer, Document, Query, SearchEngine
from tests.kb_search.articles import ARTICLES, BANK, INVOICE, WORKSPACE, filled, found

OTHER = "wsp_2"


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


@pytest.mark.parametrize("workspace", ["", "..", "a/b", "a\0b", "x" * 65, "wsp 1", "wsp\n"])
def test_workspace_names_cannot_lead_elsewhere(engine: SearchEngine, workspace: str) -> None:
    with pytest.raises(ValueError, match="workspace"):
        engine.rebuild(workspace, "en", ARTICLES)


@pytest.mark.parametrize("locale", ["", "..", "en/..", "en\0", "e n", "en\n", "en-" + "x" * 9])
def test_locales_cannot_lead_elsewhere(engine: SearchEngine, locale: str) -> None:
    with pytest.raises(ValueError, match="locale"):
        engine.search(WORKSPACE, Query("invoice", locale))


def test_audience_is_asked_again_for_a_search_that_another_reader_made(engine: SearchEngine) -> None:
    secret = Document("art_secret", "en", "Invoice of last year", audience=frozenset({"staff"}))
    filled(engine, INVOICE, secret)

    seen = [
        {hit.id for hit in engine.search(WORKSPACE, Query("inv", "en", typing=True, audience=labels)).hits}
        for labels in (frozenset({"staff"}), frozenset(), frozenset({"beta"}), frozenset({"staff"}))
    ]

    assert seen == [{INVOICE.id, secret.id}, {INVOICE.id}, {INVOICE.id}, {INVOICE.id, secret.id}]
