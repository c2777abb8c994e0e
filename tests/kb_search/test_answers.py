"""What an answer says beside its hits, and what a caller can say in favour of a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_search import Document, How, Query, SearchEngine, Suggestion, SuggestionKind
from kb_search.answering.reranking import EXACT_TITLE, Label, rerank
from tests.kb_search.articles import BANK, INVOICE, PASSWORD, WORKSPACE, filled, found


def test_an_answer_says_whether_a_hit_holds_every_word(engine: SearchEngine) -> None:
    filled(engine)

    whole, part = (engine.search(WORKSPACE, Query(text, "en")) for text in ("reset password", "reset invoice"))

    assert (whole.partial, part.partial) == (False, True)
    assert {hit.id for hit in part.hits} == {PASSWORD.id, INVOICE.id}


def test_an_answer_without_hits_has_the_nearest_documents(engine: SearchEngine) -> None:
    filled(engine)

    for text in ("passwort123", "invoicing-o-matic", "bnak", "pasxxrd"):
        answer = engine.search(WORKSPACE, Query(f"{text}", "en"))
        assert answer.hits or answer.nearest, text
    answer = engine.search(WORKSPACE, Query("passxxxx", "en"))

    assert (answer.hits, answer.total, answer.partial) == ((), 0, False)
    assert [hit.id for hit in answer.nearest] == [PASSWORD.id]
    assert [(match.found, match.how) for match in answer.nearest[0].matches] == [("password", How.NEAR)]


@pytest.mark.parametrize("query", [Query("", "en"), Query("zzzz", "en"), Query("passxxxx", "en", literal=True)])
def test_nothing_is_near_what_is_empty_strange_or_literal(engine: SearchEngine, query: Query) -> None:
    assert filled(engine).search(WORKSPACE, query).nearest == ()


def test_nearest_documents_are_for_the_reader(engine: SearchEngine) -> None:
    filled(engine, Document("secret", "en", "Pensions", audience=frozenset({"staff"})), BANK)

    outside = engine.search(WORKSPACE, Query("pensxxxx", "en"))
    inside = engine.search(WORKSPACE, Query("pensxxxx", "en", audience=frozenset({"staff"})))

    assert (outside.nearest, [hit.id for hit in inside.nearest]) == ((), ["secret"])


def test_a_title_that_is_the_query_comes_first(engine: SearchEngine) -> None:
    filled(
        engine,
        Document("long", "en", "Invoices of customers", "invoice invoice"),
        Document("exact", "en", "The invoice", "How to write one, whom to send it to, and when it is due. " * 5),
    )

    assert found(engine, "invoice") == ["exact", "long"]
    assert found(engine, "an Invoice") == ["exact", "long"]


def test_priors_are_factors_on_scores(engine: SearchEngine) -> None:
    filled(engine, *(Document(letter, "en", f"Invoice {letter * 3}", "Pay it.") for letter in "abcd"))
    plain = engine.search(WORKSPACE, Query("invoice", "en")).hits

    hits = engine.search(WORKSPACE, Query("invoice", "en", priors={"c": 1.5, "a": 0.5, "unheard": 9.0})).hits

    assert [hit.id for hit in hits] == ["c", "b", "d", "a"]
    assert [hit.score for hit in hits] == pytest.approx([plain[0].score * factor for factor in (1.5, 1, 1, 0.5)])


def test_priors_lift_what_would_not_be_shown(engine: SearchEngine) -> None:
    filled(engine, *(Document(f"{number:02}", "en", "Invoice", "Pay it.") for number in range(30)))

    hits = engine.search(WORKSPACE, Query("invoice", "en", limit=2, priors={"29": 1.2})).hits

    assert [hit.id for hit in hits] == ["29", "00"]


def test_explain_has_the_bonus_and_the_prior(engine: SearchEngine) -> None:
    query = Query("reset your password", "en", priors={PASSWORD.id: 1.25})
    (hit,) = filled(engine).search(WORKSPACE, query).hits

    explained = engine.explain(WORKSPACE, query, PASSWORD.id)

    assert explained is not None
    assert explained.score == pytest.approx(hit.score)
    assert explained.prior == 1.25
    assert explained.title_bonus == pytest.approx(hit.score / 1.25 * EXACT_TITLE / (1 + EXACT_TITLE))


def test_a_rare_word_beside_a_frequent_one_is_suggested_and_not_corrected(engine: SearchEngine) -> None:
    filled(
        engine,
        Document("typo", "en", "Form", "Fill in the from."),
        *(Document(f"{number}", "en", "Form", "The form.") for number in range(15)),
        *(Document(f"b{number}", "en", "Invoice", "Pay it.") for number in range(3)),
        Document("invioce", "en", "Other", "An invioce."),
    )

    answer = engine.search(WORKSPACE, Query("from", "en"))

    assert answer.corrected is None
    assert [hit.id for hit in answer.hits] != []
    assert engine.suggest(WORKSPACE, Query("my frorm", "en"))[0].text == "my form"
    assert engine.suggest(WORKSPACE, Query("invioce", "en")) == ()  # three times more frequent is not far more


def test_a_far_more_frequent_spelling_is_suggested(engine: SearchEngine) -> None:
    filled(
        engine,
        Document("typo", "en", "Invioce"),
        *(Document(f"{number}", "en", "Invoice") for number in range(15)),
    )

    assert engine.search(WORKSPACE, Query("invioce", "en")).corrected is None
    assert engine.suggest(WORKSPACE, Query("invioce", "en")) == (Suggestion("invoice", SuggestionKind.SPELLING, 15),)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.floats(0.1, 10)), unique_by=lambda pair: pair[0]),
    st.sets(st.integers(0, 50)),
    st.dictionaries(st.integers(0, 50), st.floats(0.1, 10)),
)
def test_rerank_orders_by_score_with_bonus_and_prior(
    best: list[tuple[int, float]], titled: set[int], priors: dict[int, float]
) -> None:
    ranked = rerank(
        best,
        lambda document: Label(str(document), ("a", "title") if document in titled else ("another",)),
        asked=("a", "title"),
        priors={str(document): prior for document, prior in priors.items()},
    )

    scores = {
        document: score * (1 + EXACT_TITLE if document in titled else 1) * priors.get(document, 1.0)
        for document, score in best
    }
    assert [each.score for each in ranked] == pytest.approx(sorted(scores.values(), reverse=True))
    assert {each.document: each.score for each in ranked} == pytest.approx(scores)
