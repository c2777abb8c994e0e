"""Our cached scores against Whoosh's own searcher and against the BM25 formula."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from math import log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Or, Term
from whoosh.scoring import BM25F
from whoosh.util.numeric import byte_to_length, length_to_byte

from kb_search import Document, Query, SearchEngine, WhooshEngine
from kb_search.answering.reranking import EXACT_TITLE
from kb_search.storage.generations import home
from kb_search.understanding.guessing import DOUBT
from tests.kb_search.articles import WORKSPACE
from tests.kb_search.conftest import ENGINES

LOCALE = "xx"  # no stemmer, no stop words: a word is its own term
WORD = st.sampled_from(["alfa", "bravo", "charlie", "delta", "echo", "foxtrot"])
TEXT = st.lists(WORD, max_size=12).map(" ".join)
SHORT_TEXT = st.lists(WORD, max_size=9).map(" ".join)
COMMITS = st.lists(
    st.tuples(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(TEXT, TEXT), max_size=6), st.sampled_from("abcd")),
    min_size=1,
    max_size=5,
)


def whoosh_ranking(directory: Path, words: Sequence[str]) -> dict[str, float]:
    """What Whoosh's own Or query makes of the same index."""
    index = FileIndex(FileStorage(str(directory)), indexname="MAIN")
    terms = [[Term("all", word), Term("title", word, boost=0.5)] for word in words]
    with index.searcher(weighting=BM25F()) as searcher:
        results = searcher.search(Or([term for pair in terms for term in pair]), limit=None)
        return {hit["id"]: hit.score * bonus(hit["title"], words) for hit in results}


def bonus(title: str, words: Sequence[str]) -> float:
    """What a title that is the query counts for."""
    return 1 + EXACT_TITLE if title.split() == list(words) else 1


def our_ranking(engine: SearchEngine, words: Sequence[str]) -> dict[str, float]:
    answer = engine.search(WORKSPACE, Query(" ".join(words), LOCALE, limit=100, literal=True))
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)
    return {hit.id: hit.score for hit in answer.hits}


@given(COMMITS, st.lists(WORD, min_size=1, max_size=5, unique=True))
def test_scores_are_those_of_whoosh_after_any_history(
    commits: list[tuple[dict[str, tuple[str, str]], str]], words: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as root:
        engine = WhooshEngine(Path(root))
        engine.rebuild(WORKSPACE, LOCALE, ())
        for documents, deleted in commits:
            engine.index(WORKSPACE, [Document(id_, LOCALE, *texts) for id_, texts in documents.items()])
            engine.delete(WORKSPACE, [deleted], locale=LOCALE)

        expected = whoosh_ranking(home(Path(root), WORKSPACE, LOCALE).current("whoosh"), words)

        assert our_ranking(engine, words) == pytest.approx(expected)


def whoosh_length(length: int) -> int:
    """Whoosh keeps the length of a field in one byte, which rounds it."""
    return int(byte_to_length(length_to_byte(length)))


def tantivy_length(length: int) -> int:
    """Tantivy rounds too, but only above 40 words."""
    assert length <= 40
    return length


LENGTHS = {"whoosh": whoosh_length, "tantivy": tantivy_length}


def bm25(term: str, texts: list[list[str]], place: int, kept: Callable[[int], int]) -> float:
    """BM25F of one term in one field of one document: k1 = 1.2, b = 0.75, idf = ln(N / (n + 1)) + 1."""
    frequency, length = texts[place].count(term), kept(len(texts[place]))
    if not frequency:
        return 0.0
    idf = log(len(texts) / (sum(term in text for text in texts) + 1)) + 1
    average = sum(map(len, texts)) / len(texts)
    return idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / average))


@pytest.mark.parametrize("engine_name", LENGTHS)
@given(texts=st.lists(st.tuples(SHORT_TEXT, TEXT), min_size=1, max_size=8), word=WORD)
@settings(max_examples=50)
def test_scores_follow_the_formula(engine_name: str, texts: list[tuple[str, str]], word: str) -> None:
    documents = [Document(str(number), LOCALE, *pair) for number, pair in enumerate(texts)]
    titles = [title.split() for title, _ in texts]
    wholes = [title.split() * 3 + body.split() for title, body in texts]
    kept = LENGTHS[engine_name]
    expected = {
        str(place): bonus(texts[place][0], [word])
        * (bm25(word, wholes, place, kept) + 0.5 * bm25(word, titles, place, kept))
        for place in range(len(texts))
        if word in wholes[place]
    }

    with tempfile.TemporaryDirectory() as root:
        engine = ENGINES[engine_name](Path(root))
        engine.rebuild(WORKSPACE, LOCALE, documents)

        assert our_ranking(engine, [word]) == pytest.approx(expected, rel=1e-5)


@given(
    history=st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(SHORT_TEXT, TEXT)), min_size=1, max_size=3),
    words=st.lists(WORD, min_size=1, max_size=5, unique=True),
)
@settings(max_examples=40)
def test_engines_find_the_same_documents_after_any_history(
    history: list[dict[str, tuple[str, str]]], words: list[str]
) -> None:
    rankings = []
    for engine_class in ENGINES.values():
        with tempfile.TemporaryDirectory() as root:
            engine = engine_class(Path(root))
            engine.rebuild(WORKSPACE, LOCALE, ())
            for documents in history:
                engine.index(WORKSPACE, [Document(id_, LOCALE, *texts) for id_, texts in documents.items()])
            rankings.append(our_ranking(engine, words))

    assert rankings[0].keys() == rankings[1].keys()


@pytest.mark.parametrize("engine_name", ENGINES)
def test_the_best_completion_counts_once(tmp_path: Path, engine_name: str) -> None:
    engine = ENGINES[engine_name](tmp_path)
    engine.rebuild(
        WORKSPACE,
        LOCALE,
        [
            Document("both", LOCALE, "invoice invite"),
            Document("one", LOCALE, "invoice other"),
            Document("x", LOCALE, "y"),
        ],
    )

    typed = engine.search(WORKSPACE, Query("inv", LOCALE, typing=True))
    words = {
        word: {hit.id: hit.score for hit in engine.search(WORKSPACE, Query(word, LOCALE)).hits}
        for word in ("invoice", "invite")
    }

    assert {hit.id: hit.score for hit in typed.hits} == pytest.approx(
        {"both": max(words["invoice"]["both"], 0.5**DOUBT * words["invite"]["both"]), "one": words["invoice"]["one"]}
    )
