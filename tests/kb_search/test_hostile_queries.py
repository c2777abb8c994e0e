"""Nothing that is typed raises, and what it costs is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_search import Document, Query, SearchEngine
from kb_search.analysis import analyser_for
from kb_search.synonyms import LONGEST_PHRASE, MEANINGS, SynonymRule, Thesaurus
from kb_search.understanding.interpretation import ALTERNATIVES, WORDS, Interpreter
from kb_search.understanding.slots import Slot
from kb_search.understanding.typed import LETTERS, readable
from kb_search.understanding.vocabulary import Vocabulary
from kb_search.understanding.word_reading import COMPLETIONS
from tests.hostile.queries import QUERIES
from tests.kb_search.articles import ARTICLES, WORKSPACE, filled, plain
from tests.kb_search.conftest import EngineClass


@pytest.fixture(scope="module")
def engine(engine_class: EngineClass, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    engine = engine_class(tmp_path_factory.mktemp("hostile"))
    filled(engine, *ARTICLES, Document("art_x", "en", "x" * 500, "\ud800 half a pair, and a NUL \x00.", version="1"))
    return engine


class Words:
    """A lexicon that knows a few words and counts how often it is asked."""

    def __init__(self) -> None:
        self.analyser = analyser_for("en")
        self.vocabulary = Vocabulary(dict.fromkeys(("invoice", "invoices", "password", *map(str, range(100))), 1))
        self.questions = 0

    def has_word(self, word: str) -> bool:
        self.questions += 1
        return word in self.vocabulary.counts

    def has_term(self, term: str) -> bool:
        self.questions += 1
        return term in ("invoic", "password")

    def rarity(self, _term: str) -> float:
        self.questions += 1
        return 1.0

    def holding_all(self, slots: Sequence[Slot]) -> int:
        self.questions += len(slots)
        return 1


def answered(engine: SearchEngine, text: str) -> None:
    for typing in (True, False):
        answer = engine.search(WORKSPACE, Query(text, "en", typing=typing))
        assert len(answer.hits) <= 4
        assert_encodable(answer.corrected or "", *map(plain, answer.hits))
    assert_encodable(*engine.complete(WORKSPACE, Query(text, "en")))


def assert_encodable(*texts: str) -> None:
    for text in texts:
        assert text.encode().decode() == text
        assert "\0" not in text


@pytest.mark.parametrize("text", QUERIES, ids=range(len(QUERIES)))
def test_hostile_text_is_answered(engine: SearchEngine, text: str) -> None:
    answered(engine, text)


@given(st.text(st.characters(), max_size=300))
def test_any_text_is_answered(engine: SearchEngine, text: str) -> None:
    answered(engine, text)


@pytest.mark.parametrize("text", QUERIES, ids=range(len(QUERIES)))
def test_work_is_bounded(text: str) -> None:
    words = Words()

    understood = Interpreter(words).interpret(Query(text, "en", typing=True))

    assert len(readable(text)) <= LETTERS
    assert len(understood.slots) <= WORDS
    assert sum(len(slot.terms) for slot in understood.slots) <= 8 * WORDS + COMPLETIONS
    assert words.questions <= 100 * WORDS


def test_synonyms_of_synonyms_are_bounded() -> None:
    everything = [" ".join(chr(97 + (place + step) % 26) * 3 for step in range(4)) for place in range(26)]
    thesaurus = Thesaurus([SynonymRule((*everything, *"abcdefghij")) for _ in range(10)], "en")
    text = " ".join(everything)

    slots = Interpreter(Words()).interpret(Query(text, "en", thesaurus=thesaurus)).slots

    assert len(slots) <= WORDS
    assert all(len(slot.alternatives) <= ALTERNATIVES for slot in slots)
    assert len(thesaurus.meanings(text.split())) <= len(text.split()) * LONGEST_PHRASE * MEANINGS


@pytest.mark.parametrize("word", ["", "   ", "!!!", "x" * 10_000, "a " * 5_000, "\ud800", "\x00"])
def test_synonyms_of_any_text_are_answered(engine: SearchEngine, word: str) -> None:
    thesaurus = Thesaurus([SynonymRule((word, "invoice")), SynonymRule((word,), ("password", word))], "en")

    for text in (word, "invoice", word * 3):
        assert_encodable(*map(plain, engine.search(WORKSPACE, Query(text, "en", thesaurus=thesaurus)).hits))


@pytest.mark.parametrize("text", ["resetpassword " * 20, "x-" * 100, "pass word " * 20, "pas" * 66, "bcdefghijk" * 20])
def test_guesses_for_many_unknown_words_cost_little(engine: SearchEngine, text: str) -> None:
    words = Words()
    words.vocabulary = Vocabulary(
        {
            f"{one}{other}{tail}": 1
            for one in "abcdefgh"
            for other in "ijklmn"
            for tail in ("set", "word", "ing", "password", "resetting", "cdefghij")
        }
    )

    slots = Interpreter(words).interpret(Query(text, "en")).slots

    assert len(slots) <= WORDS
    assert words.questions <= 100 * WORDS
    answered(engine, text)


def test_a_query_too_long_keeps_its_rarest_words() -> None:
    numbers = " ".join(map(str, range(10, 10 + WORDS)))
    words = Words()
    words.vocabulary = Vocabulary({"password": 1, **dict.fromkeys(map(str, range(100)), 7)})

    slots = Interpreter(words).interpret(Query(f"{numbers} password unheard", "en")).slots

    assert [slot.word for slot in slots] == [*numbers.split()[: WORDS - 1], "password"]


@pytest.mark.parametrize("text", ["title:password", "id:art_password", "password AND zebra", "-password", '"password"'])
def test_there_is_no_query_language(engine: SearchEngine, text: str) -> None:
    answer = engine.search(WORKSPACE, Query(text, "en"))

    assert answer.hits[0].id == "art_password"


def test_broken_text_of_an_article_is_mended(tmp_path: Path, engine_class: EngineClass) -> None:
    engine = filled(engine_class(tmp_path), Document("a", "en", "half\ud800 title\x00", "half\udc00 body"))

    (hit,) = engine.search(WORKSPACE, Query("half", "en")).hits

    assert "".join(fragment.text for fragment in hit.title) == "half? title"
    assert "".join(fragment.text for fragment in hit.snippet) == "half? body"
