"""What any engine must find, show, complete and correct."""

from __future__ import annotations

import pytest

from kb_search import Answer, Document, Fragment, How, Match, Query, SearchEngine, Suggestion, SuggestionKind
from tests.kb_search.articles import BANK, INVOICE, PASSWORD, WORKSPACE, filled, found, plain

OTHER = "wsp_2"


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
    assert hit.matches == (
        Match("customers", "customer", How.INFLECTED),
        Match("invoiced", "invoice", How.INFLECTED),
    )


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


def test_explain_gives_the_parts_of_a_score(engine: SearchEngine) -> None:
    query = Query("reset pasword", "en")
    (hit,) = filled(engine).search(WORKSPACE, query).hits

    explained = engine.explain(WORKSPACE, query, PASSWORD.id)

    assert explained is not None
    assert explained.score == pytest.approx(hit.score)
    assert [word.match for word in explained.words] == list(hit.matches)
    assert all(word.whole_text > word.title > 0 for word in explained.words)


def test_explain_says_nothing_of_what_is_not_found(engine: SearchEngine) -> None:
    filled(engine)

    assert engine.explain(WORKSPACE, Query("password", "en"), INVOICE.id) is None
    assert engine.explain(WORKSPACE, Query("password", "en"), "art_unheard_of") is None


def test_suggest_gives_other_spellings_and_what_may_follow(engine: SearchEngine) -> None:
    filled(engine)

    assert engine.suggest(WORKSPACE, Query("my pasword", "en")) == (
        Suggestion("my password", SuggestionKind.SPELLING, 1),
    )
    assert engine.suggest(WORKSPACE, Query("send inv", "en", typing=True)) == (
        Suggestion("send invoice", SuggestionKind.COMPLETION, 1),
    )
