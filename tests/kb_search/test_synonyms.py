"""Synonyms that the owner of a knowledge base lists, against a naive reading of the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_search import Document, How, Match, Query, SearchEngine, SynonymRule, Thesaurus
from kb_search.synonyms import LONGEST_PHRASE, MEANINGS
from tests.kb_search.articles import WORKSPACE, filled

DOCUMENTS = (
    Document("invoice", "en", "Send an invoice", "To a customer."),
    Document("factor", "en", "Two-factor authentication", "A code from your phone."),
    Document("sso", "en", "SSO for teams", "With your own provider."),
    Document("other", "en", "Two colours", "Not the deciding factor. Authentication is another matter."),
)
RULES = (
    SynonymRule(("invoice", "bill")),
    SynonymRule(("2fa", "two factor authentication")),
    SynonymRule(("single sign on", "SSO")),
    SynonymRule(("security",), means=("sso", "two factor authentication")),
)


@pytest.fixture
def help_centre(engine: SearchEngine) -> SearchEngine:
    return filled(engine, *DOCUMENTS)


def ids(engine: SearchEngine, text: str, *, rules: tuple[SynonymRule, ...] = RULES, typing: bool = False) -> list[str]:
    query = Query(text, "en", thesaurus=Thesaurus(rules, "en"), typing=typing)
    return [hit.id for hit in engine.search(WORKSPACE, query).hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bill", ["invoice"]),
        ("bills", ["invoice"]),
        ("billed", ["invoice"]),
        ("2fa", ["factor", "other"]),
        ("single sign on", ["sso"]),
        ("Single sign-on", ["sso"]),
        ("security", ["sso", "factor", "other"]),
    ],
)
def test_a_word_or_phrase_finds_what_it_means(help_centre: SearchEngine, text: str, expected: list[str]) -> None:
    assert ids(help_centre, text) == expected


def test_without_rules_nothing_else_is_found(help_centre: SearchEngine) -> None:
    for text in ("bill", "2fa", "single sign-on", "security"):
        assert ids(help_centre, text, rules=()) == []


def test_one_way_rules_do_not_lead_back(engine: SearchEngine) -> None:
    filled(engine, Document("security", "en", "Security"), Document("sso", "en", "SSO for teams"))

    assert ids(engine, "sso") == ["sso"]
    assert ids(engine, "security") == ["security", "sso"]


def test_a_phrase_is_found_only_where_all_its_words_are(engine: SearchEngine) -> None:
    filled(engine, Document("half", "en", "Authentication"), Document("whole", "en", "Authentication with two factors"))

    assert ids(engine, "2fa") == ["whole"]


def test_a_synonym_counts_less_than_the_word_itself(engine: SearchEngine) -> None:
    filled(engine, Document("1", "en", "Send an invoice"), Document("2", "en", "Send a bill"))

    assert (ids(engine, "bill"), ids(engine, "invoice")) == (["2", "1"], ["1", "2"])


def test_a_known_meaning_is_not_taken_for_a_slip(engine: SearchEngine) -> None:
    filled(engine, Document("ball", "en", "Ball games"), Document("invoice", "en", "Send an invoice"))

    answer = engine.search(WORKSPACE, Query("bill", "en", thesaurus=Thesaurus(RULES, "en")))

    assert ([hit.id for hit in answer.hits], answer.corrected) == (["invoice"], None)


def test_a_corrected_word_has_its_synonyms(engine: SearchEngine) -> None:
    filled(engine, Document("a", "en", "Security settings"), Document("sso", "en", "SSO for teams"))

    assert ids(engine, "secuirty") == ["a", "sso"]


def test_a_hit_names_the_synonym(help_centre: SearchEngine) -> None:
    query = Query("my bills", "en", thesaurus=Thesaurus(RULES, "en"))

    (hit,) = help_centre.search(WORKSPACE, query).hits

    assert hit.matches == (Match("bills", "invoice", How.SYNONYM),)
    explained = help_centre.explain(WORKSPACE, query, hit.id)
    assert explained is not None
    assert explained.score == pytest.approx(hit.score)


def test_rules_are_read_in_the_language_of_the_articles(engine: SearchEngine) -> None:
    filled(engine, Document("a", "sl", "Ponastavitev gesla"))
    thesaurus = Thesaurus([SynonymRule(("geslo", "koda"))], "sl")

    hits = engine.search(WORKSPACE, Query("kodo", "sl", thesaurus=thesaurus)).hits

    assert [hit.id for hit in hits] == ["a"]


WORD = st.sampled_from(["alfa", "bravo", "charlie", "delta", "echo"])
PHRASE = st.lists(WORD, min_size=1, max_size=LONGEST_PHRASE + 1).map(" ".join)
RULE = st.builds(
    SynonymRule,
    st.lists(PHRASE, min_size=1, max_size=4).map(tuple),
    st.none() | st.lists(PHRASE, min_size=1, max_size=3).map(tuple),
)


@given(st.lists(RULE, max_size=4), st.lists(WORD, max_size=6))
def test_meanings_are_those_of_a_naive_reading(rules: list[SynonymRule], words: list[str]) -> None:
    expected = set()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            phrase = " ".join(words[start:end])
            for rule in rules:
                for meaning in (rule.words if rule.means is None else rule.means) if phrase in rule.words else ():
                    if meaning != phrase and max(len(meaning.split()), end - start) <= LONGEST_PHRASE:
                        expected.add((start, end, meaning))

    found = Thesaurus(rules, "xx").meanings(words)

    assert {(start, end, expression.text) for start, end, expression in found} == expected
    assert len(found) == len(expected)


def test_a_word_has_a_bounded_number_of_meanings() -> None:
    thesaurus = Thesaurus([SynonymRule(tuple(f"word{number}" for number in range(100)))], "xx")

    assert len(thesaurus.meanings(["word7"])) == MEANINGS
