"""Signals decide between articles whose words fit alike, and never lift one whose words do not over an exact title."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_search import Document, Query, WhooshEngine
from onboarding.help.signals.factors import LEAST, MOST

WORDS = ["bank", "feed", "invoice", "export", "ledger", "colour", "member", "refund"]
FILLING = ["the", "page", "opens", "then", "choose", "save", "settings", "menu", "account", "below"]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    """An engine on a folder of its own."""
    return WhooshEngine(tmp_path)


def ranked(engine: WhooshEngine, documents: list[Document], query: str, priors: dict[str, float]) -> list[str]:
    engine.rebuild("w", "en", documents)
    return [hit.id for hit in engine.search("w", Query(query, "en", limit=20, priors=priors)).hits]


def test_signals_decide_between_articles_whose_words_fit_alike(engine: WhooshEngine) -> None:
    documents = [Document(id_, "en", "Bank feed", "How it works.") for id_ in ("a", "b")]
    assert ranked(engine, documents, "bank feed", {"a": LEAST, "b": MOST}) == ["b", "a"]
    assert ranked(engine, documents, "bank feed", {"a": MOST, "b": LEAST}) == ["a", "b"]


BODY = st.lists(st.sampled_from([*WORDS, *FILLING]), min_size=3, max_size=80).map(" ".join)
TITLE = st.lists(st.sampled_from([*WORDS, *FILLING]), min_size=1, max_size=3, unique=True)


@given(
    query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True),
    others=st.lists(st.tuples(TITLE, BODY), min_size=1, max_size=8),
    body=BODY,
)
@settings(max_examples=80)
def test_article_titled_as_the_query_stays_before_those_that_lack_a_word_of_it_in_their_title(
    engine: WhooshEngine, query: list[str], others: list[tuple[list[str], str]], body: str
) -> None:
    """The article has every signal against it, the others have every signal for them."""
    documents = [Document("titled", "en", " ".join(query).capitalize(), body)]
    documents += [
        Document(f"other-{place}", "en", " ".join(title), text)
        for place, (title, text) in enumerate(others)
        if not set(query) <= set(title)
    ]
    priors = {each.id: MOST for each in documents} | {"titled": LEAST}
    assert ranked(engine, documents, " ".join(query), priors)[0] == "titled"
