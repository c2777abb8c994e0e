"""What hostile articles and queries cost is bounded, in CPU time of the thread that serves them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version

import pytest

from benchmarks.search_corpus import Corpus
from kb_search import Query, SearchEngine, make_engine
from onboarding.content import markdown
from onboarding.content.blocks import plain_text
from onboarding.content.markdown import LONGEST, blocks_of
from onboarding.help.blocks.markdown_text import to_markdown
from onboarding.help.blocks.outline import draw
from tests.hostile.articles import PATHOLOGICAL
from tests.hostile.harmless import assert_harmless
from tests.hostile.queries import QUERIES

WORKSPACE = "hostile"
ARTICLES = 1_000
QUERY_MS = 100
ARTICLE_TIMES = 4
"""What a pathological article may cost, in articles of the same length as people write them; those take some 300 ms."""
ORDINARY = (
    "## Connect *your* bank\n\nOpen **Banking** and [press](/x) `Connect`.\n\n- one\n- two\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n"
)


def cpu_ms(work: Callable[[], object]) -> float:
    """The least of three times, so that what else the machine does counts little."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        work()
        times.append((time.thread_time() - start) * 1000)
    return min(times)


def at_the_limit(text: str) -> str:
    """The text as often as it goes into an article."""
    return (text * (LONGEST // len(text) + 1))[:LONGEST]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """An index with the vocabulary of a thousand articles."""
    engine = make_engine(request.param, tmp_path_factory.mktemp(request.param))
    engine.rebuild(WORKSPACE, "en", Corpus(ARTICLES).documents())
    return engine


@pytest.mark.parametrize("text", QUERIES, ids=range(len(QUERIES)))
def test_hostile_query_is_answered_quickly(engine: SearchEngine, text: str) -> None:
    for typing in (True, False):
        query = Query(text, "en", typing=typing)
        assert cpu_ms(partial(engine.search, WORKSPACE, query)) < QUERY_MS
    assert cpu_ms(lambda: engine.suggest(WORKSPACE, Query(text, "en"))) < QUERY_MS


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_article_at_the_size_limit_is_read_and_drawn_like_others(name: str) -> None:
    text, ordinary = at_the_limit(PATHOLOGICAL[name]), at_the_limit(ORDINARY)
    most = ARTICLE_TIMES * cpu_ms(lambda: blocks_of(ordinary))
    blocks = blocks_of(text)
    assert cpu_ms(lambda: blocks_of(text)) < most
    for use in (draw, plain_text, lambda tree: to_markdown("T", tree, str)):
        assert cpu_ms(partial(use, blocks)) < most


@pytest.mark.parametrize("mark", ["[", "<"])
def test_brackets_beyond_reason_are_text(mark: str) -> None:
    tree = blocks_of(f"[x](/y) <b>z</b> {mark * markdown.MOST_MARKS}")
    assert plain_text(tree).startswith("[x](/y) <b>z</b>")
    assert_harmless(tree)


def test_the_sanitiser_is_one_without_known_holes() -> None:
    """ammonia before the one that nh3 0.3.8 brings let styles of another namespace through."""
    assert tuple(map(int, version("nh3").split("."))) >= (0, 3, 8)
    assert not {"svg", "math", "style", "title", "textarea", "noscript", "iframe"} & markdown.ALLOWED
