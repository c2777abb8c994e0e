"""Sentences find what they mean; everything else is as it was, whatever befalls the vectors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kb_search import Document, Query, WhooshEngine
from kb_search.meaning.engine import MeaningEngine
from kb_search.meaning.store import VectorStore
from tests.kb_search.articles import WORKSPACE, filled, found
from tests.kb_search.meaning.concepts import Concepts

# By words the last, for it shares one word with the sentence; by meaning the first.
LOGIN = Document("z_login", "en", "Sign in", "credentials login " * 3 + "settings", version="1")
PAGES = [Document(f"a_{number:02}", "en", "Change a page", "bank settings", version="1") for number in range(20)]
SENTENCE = "how can I change my password settings"


def by_words(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "indexes")


def place(engine: MeaningEngine | WhooshEngine, id_: str, text: str = SENTENCE) -> int:
    hits = engine.search(WORKSPACE, Query(text, "en", limit=30)).hits
    return [hit.id for hit in hits].index(id_)


def test_sentence_lifts_the_document_that_means_it(engine: MeaningEngine, tmp_path: Path) -> None:
    filled(engine, *PAGES, LOGIN)
    assert place(engine, LOGIN.id) < place(by_words(tmp_path), LOGIN.id)


def test_scores_fall_and_a_smaller_answer_is_the_beginning_of_a_larger_one(engine: MeaningEngine) -> None:
    filled(engine, *PAGES, *(replace(page, id=f"b{page.id}") for page in PAGES), LOGIN)
    large, small = (engine.search(WORKSPACE, Query(SENTENCE, "en", limit=limit)) for limit in (41, 5))
    assert [hit.score for hit in large.hits] == sorted((hit.score for hit in large.hits), reverse=True)
    assert [hit.id for hit in large.hits[:5]] == [hit.id for hit in small.hits]
    assert large.total == small.total == 41


@pytest.mark.parametrize("text", ["change password", "change my password settings", ""])
def test_few_words_are_answered_without_asking_the_encoder(
    engine: MeaningEngine, encoder: Concepts, tmp_path: Path, text: str
) -> None:
    filled(engine, *PAGES, LOGIN)
    encoder.encoded.clear()
    query = Query(text, "en")
    assert engine.search(WORKSPACE, query) == by_words(tmp_path).search(WORKSPACE, query)
    assert encoder.encoded == []


def test_language_that_the_encoder_has_not_learned_is_left_to_words(engine: MeaningEngine, encoder: Concepts) -> None:
    filled(engine, replace(LOGIN, locale="de"))
    assert found(engine, SENTENCE, locale="de") == [LOGIN.id]
    assert encoder.encoded == []


def test_query_is_embedded_once_as_it_was_corrected(engine: MeaningEngine, encoder: Concepts) -> None:
    filled(engine, *PAGES, LOGIN)
    encoder.encoded.clear()
    for _ in range(3):
        engine.search(WORKSPACE, Query("how can I change my settngs", "en"))
    assert encoder.encoded == ["how can I change my settings"]


def test_hidden_documents_neither_show_nor_move_others(engine: MeaningEngine) -> None:
    filled(engine, *PAGES, LOGIN)
    before = engine.search(WORKSPACE, Query(SENTENCE, "en"))
    hidden = [replace(LOGIN, id=f"s{n}", body=LOGIN.body + " secret", audience=frozenset({"staff"})) for n in range(9)]
    engine.index(WORKSPACE, hidden)
    after = engine.search(WORKSPACE, Query(SENTENCE, "en"))
    assert [hit.id for hit in after.hits] == [hit.id for hit in before.hits]
    staff = engine.search(WORKSPACE, Query(SENTENCE, "en", limit=30, audience=frozenset({"staff"})))
    assert {hit.id for hit in staff.hits} > {document.id for document in hidden}


def test_explanation_says_what_meaning_makes_of_the_score(engine: MeaningEngine) -> None:
    filled(engine, *PAGES, LOGIN)
    query = Query(SENTENCE, "en", limit=30)
    (moved,) = [hit for hit in engine.search(WORKSPACE, query).hits if hit.id == LOGIN.id]
    explained = engine.explain(WORKSPACE, query, LOGIN.id)
    assert explained is not None
    assert explained.meaning != 1
    assert explained.score == pytest.approx(moved.score)
    of_words = engine.explain(WORKSPACE, Query("settings", "en"), LOGIN.id)
    assert of_words is not None
    assert of_words.meaning == 1


def test_changed_document_is_embedded_and_no_other(engine: MeaningEngine, encoder: Concepts, tmp_path: Path) -> None:
    filled(engine, *PAGES, LOGIN)
    assert len(encoder.encoded) == 2, "equal texts are embedded once"
    encoder.encoded.clear()
    engine.index(WORKSPACE, [replace(LOGIN, body="About your bank", version="2")])
    assert encoder.encoded == ["Sign in. About your bank"]
    filled(engine, *PAGES, replace(LOGIN, body="About your bank", version="2"))
    again = MeaningEngine(by_words(tmp_path), encoder, tmp_path / "vectors")
    filled(again, *PAGES, replace(LOGIN, body="About your bank", version="2"))
    assert len(encoder.encoded) == 1, "a rebuild, by whomever, embeds nothing that is known"


def test_write_stops_embedding_in_time_and_the_rest_can_be_made_good(tmp_path: Path, encoder: Concepts) -> None:
    engine = MeaningEngine(by_words(tmp_path), encoder, tmp_path / "vectors", seconds=0)
    filled(engine, *PAGES, LOGIN)
    assert encoder.encoded == []
    assert place(engine, LOGIN.id) == place(by_words(tmp_path), LOGIN.id)
    assert engine.embed(WORKSPACE, "en", [*PAGES, LOGIN]) == 21
    assert place(engine, LOGIN.id) < place(by_words(tmp_path), LOGIN.id)
    engine.index(WORKSPACE, [replace(LOGIN, body="bank settings")])
    assert LOGIN.id not in VectorStore(tmp_path / "vectors", encoder).of(WORKSPACE, "en").places
    assert engine.embed(WORKSPACE, "de", [LOGIN]) == 0


def test_interrupted_embedding_keeps_what_is_done(engine: MeaningEngine, encoder: Concepts) -> None:
    filled(engine)
    documents = [Document(f"n{number}", "en", f"Bill {number}") for number in range(250)]

    def interrupted() -> object:
        yield from documents[:150]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.embed(WORKSPACE, "en", interrupted())  # type: ignore[arg-type]
    encoder.encoded.clear()
    engine.embed(WORKSPACE, "en", documents)
    assert len(encoder.encoded) == 150


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "turned", "garbage"])
def test_damaged_vectors_leave_search_to_words_until_the_next_rebuild(
    engine: MeaningEngine, tmp_path: Path, damage: str
) -> None:
    filled(engine, *PAGES, LOGIN)
    (file,) = (tmp_path / "vectors").rglob("*.vectors")
    content = file.read_bytes()
    turned = content[:-1] + bytes([content[-1] ^ 1])
    file.unlink()
    if damage != "gone":
        file.write_bytes({"empty": b"", "cut": content[:-9], "turned": turned, "garbage": b"\xff\n[]"}[damage])
    assert place(engine, LOGIN.id) == place(by_words(tmp_path), LOGIN.id)
    filled(engine, *PAGES, LOGIN)
    assert place(engine, LOGIN.id) < place(by_words(tmp_path), LOGIN.id)


def test_disk_that_refuses_vectors_refuses_neither_write_nor_search(
    engine: MeaningEngine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "vectors").write_text("in the way")
    filled(engine, *PAGES, LOGIN)
    engine.index(WORKSPACE, [LOGIN])
    engine.delete(WORKSPACE, [PAGES[0].id], locale="en")
    assert place(engine, LOGIN.id) == place(by_words(tmp_path), LOGIN.id)
    assert "vectors are left as they were" in caplog.text


def test_vectors_of_another_encoder_count_for_nothing(engine: MeaningEngine, tmp_path: Path) -> None:
    filled(engine, *PAGES, LOGIN)
    other = Concepts("another")
    assert VectorStore(tmp_path / "vectors", other).of(WORKSPACE, "en").places == {}
    filled(MeaningEngine(by_words(tmp_path), other, tmp_path / "vectors"), *PAGES, LOGIN)
    assert len(other.encoded) == 2


def test_vectors_go_with_their_documents(engine: MeaningEngine, tmp_path: Path, encoder: Concepts) -> None:
    store = VectorStore(tmp_path / "vectors", encoder)
    filled(engine, *PAGES, LOGIN)
    engine.delete(WORKSPACE, [LOGIN.id])
    assert set(store.of(WORKSPACE, "en").places) == {page.id for page in PAGES}
    engine.drop(WORKSPACE)
    assert not list((tmp_path / "vectors").rglob("*.vectors"))
    assert store.of(WORKSPACE, "en").places == {}
