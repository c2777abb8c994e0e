"""Our cached scores against Whoosh's own searcher and against the BM25 formula."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
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

from kb_search import Document, Query, WhooshEngine
from kb_search.generations import home
from tests.kb_search.articles import WORKSPACE

LOCALE = "xx"  # no stemmer, no stop words: a word is its own term
WORD = st.sampled_from(["alfa", "bravo", "charlie", "delta", "echo", "foxtrot"])
TEXT = st.lists(WORD, max_size=12).map(" ".join)
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
        return {hit["id"]: hit.score for hit in results}


def our_ranking(engine: WhooshEngine, words: Sequence[str]) -> dict[str, float]:
    answer = engine.search(WORKSPACE, Query(" ".join(words), LOCALE, limit=100, literal=True))
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)
    return {hit.id: hit.score for hit in answer.hits}


@given(COMMITS, st.lists(WORD, min_size=1, max_size=5, unique=True))
@settings(deadline=None)
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


def bm25(term: str, texts: list[list[str]], place: int) -> float:
    """Whoosh's BM25F of one term in one field of one document: k1 = 1.2, b = 0.75, idf = ln(N / (n + 1)) + 1.

    Whoosh keeps the length of a field in one byte, which rounds it.
    """
    frequency, length = texts[place].count(term), byte_to_length(length_to_byte(len(texts[place])))
    if not frequency:
        return 0.0
    idf = log(len(texts) / (sum(term in text for text in texts) + 1)) + 1
    average = sum(map(len, texts)) / len(texts)
    return idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / average))


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=8), WORD)
@settings(deadline=None)
def test_scores_follow_the_formula(texts: list[tuple[str, str]], word: str) -> None:
    documents = [Document(str(number), LOCALE, *pair) for number, pair in enumerate(texts)]
    titles = [title.split() for title, _ in texts]
    wholes = [title.split() * 3 + body.split() for title, body in texts]
    expected = {
        str(place): bm25(word, wholes, place) + 0.5 * bm25(word, titles, place)
        for place in range(len(texts))
        if word in wholes[place]
    }

    with tempfile.TemporaryDirectory() as root:
        engine = WhooshEngine(Path(root))
        engine.rebuild(WORKSPACE, LOCALE, documents)

        assert our_ranking(engine, [word]) == pytest.approx(expected)


def test_the_best_completion_counts_once(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
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
        {"both": max(words["invoice"]["both"], words["invite"]["both"]), "one": words["invoice"]["one"]}
    )
