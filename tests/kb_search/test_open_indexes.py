"""Reading while others write: what is seen, shared, kept open and given back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from shutil import rmtree
from threading import Event, Thread

import pytest

from kb_search import Document, Query, WhooshEngine
from kb_search.answering.postings import Postings
from kb_search.storage.generations import home
from kb_search.storage.open_indexes import OpenIndexes
from kb_search.whoosh.commit import _Weighed
from kb_search.whoosh.format import WhooshFormat
from tests.kb_search.articles import BANK, INVOICE, WORKSPACE, filled, found
from tests.kb_search.conftest import EngineClass

MANY = tuple(replace(BANK, id=f"art_{number}") for number in range(50))


@pytest.fixture
def fast_switching() -> Iterator[None]:
    """Threads that take turns after every few instructions."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_a_commit_by_another_engine_is_seen_at_once(tmp_path: Path, engine_class: EngineClass) -> None:
    reader, writer = filled(engine_class(tmp_path)), engine_class(tmp_path)
    assert found(reader, "offer") == []

    writer.index(WORKSPACE, [replace(INVOICE, title="Offer")])
    assert found(reader, "offer") == [INVOICE.id]
    writer.rebuild(WORKSPACE, "en", [BANK])

    assert (found(reader, "offer"), found(reader, "bank")) == ([], [BANK.id])


def test_an_index_lost_and_made_again_by_another_engine_is_seen_at_once(
    tmp_path: Path, engine_class: EngineClass
) -> None:
    reader, writer = filled(engine_class(tmp_path)), engine_class(tmp_path)
    assert found(reader, "invoice") == [INVOICE.id]

    rmtree(tmp_path / WORKSPACE)
    writer.rebuild(WORKSPACE, "en", [BANK])

    assert (found(reader, "invoice"), found(reader, "bank")) == ([], [BANK.id])


def test_threads_read_whole_states_while_others_write(tmp_path: Path, engine_class: EngineClass) -> None:
    """Every commit replaces all fifty documents, so any other number is a torn read."""
    engine = filled(engine_class(tmp_path), *MANY)
    totals: list[int] = []
    done = Event()

    def read() -> None:
        while not done.is_set():
            totals.append(engine.search(WORKSPACE, Query("bank payments", "en")).total)

    readers = [Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    try:
        for number in count():
            if number >= 12 and len(totals) > len(readers):
                break
            engine.index(WORKSPACE, MANY) if number % 3 else filled(engine, *MANY)
    finally:
        done.set()
        for reader in readers:
            reader.join()

    assert set(totals) == {len(MANY)}
    assert len(totals) > len(readers)


def test_threads_read_the_same_scores_as_one(tmp_path: Path, fast_switching: None) -> None:
    words = [f"{first}{second}" for first in "abcdefghij" for second in "klmnopqrst"]
    documents = [Document(str(n), "xx", words[n], " ".join(words[n % 7 :: 7])) for n in range(100)]
    place = home(tmp_path, WORKSPACE, "xx")
    WhooshEngine(tmp_path).rebuild(WORKSPACE, "xx", documents)
    alone, shared = (WhooshFormat().open(place.current(WhooshFormat.name)) for _ in range(2))
    expected = [alone.postings(word) for word in words]
    results: list[list[Postings]] = []

    with closing(alone), closing(shared):
        threads = [Thread(target=lambda: results.append([shared.postings(word) for word in words])) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert results == [expected] * 8


def test_open_indexes_are_bounded_and_closed_when_unused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    monkeypatch.setattr("kb_search.storage.open_index.OpenIndex.close", lambda index: closed.append(index.home.locale))
    engine = WhooshEngine(tmp_path)
    for locale in ("de", "en", "fr"):
        engine.rebuild(WORKSPACE, locale, [replace(INVOICE, locale=locale)])
    indexes = OpenIndexes(WhooshFormat(), 2, 100)
    german, english, french = (home(tmp_path, WORKSPACE, locale) for locale in ("de", "en", "fr"))

    with indexes.lease(german), indexes.lease(english) as first:
        with indexes.lease(french):
            assert closed == []  # one too many, but in use
        with indexes.lease(english) as second:
            assert first is second
    assert closed == ["de"]
    indexes.forget(french)
    indexes.forget(french)

    assert closed == ["de", "fr"]


def test_open_indexes_are_bounded_by_their_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    monkeypatch.setattr("kb_search.storage.open_index.OpenIndex.close", lambda index: closed.append(index.home.locale))
    engine = WhooshEngine(tmp_path)
    for locale, size in (("de", 30), ("en", 40), ("fr", 30), ("it", 50)):
        engine.rebuild(WORKSPACE, locale, [replace(each, locale=locale) for each in MANY[:size]])
    indexes = OpenIndexes(WhooshFormat(), 32, 75)

    for locale, gone in (("de", []), ("en", []), ("de", []), ("fr", ["en"]), ("it", ["en", "de", "fr"])):
        with indexes.lease(home(tmp_path, WORKSPACE, locale)):
            pass
        assert closed == gone


def test_an_index_larger_than_the_bound_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    monkeypatch.setattr("kb_search.storage.open_index.OpenIndex.close", lambda index: closed.append(index.home.locale))
    filled(WhooshEngine(tmp_path), *MANY)
    indexes, place = OpenIndexes(WhooshFormat(), 32, 10), home(tmp_path, WORKSPACE, "en")

    with indexes.lease(place) as first:
        pass
    with indexes.lease(place) as second:
        assert first is second

    assert closed == []


def test_an_index_in_use_is_closed_when_the_last_one_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    monkeypatch.setattr("kb_search.storage.open_index.OpenIndex.close", lambda index: closed.append(index.live))
    engine = filled(WhooshEngine(tmp_path))
    indexes, place = OpenIndexes(WhooshFormat(), 2, 100), home(tmp_path, WORKSPACE, "en")

    with indexes.lease(place) as old:
        engine.delete(WORKSPACE, [INVOICE.id])
        with indexes.lease(place) as new:
            assert (old.live, new.live) == (3, 2)
        assert closed == []

    assert closed == [3]


def test_scores_are_read_once_per_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = filled(WhooshEngine(tmp_path))
    read: list[str | _Weighed] = []
    assert isinstance(engine._format, WhooshFormat)
    original = engine._format.postings.get

    def get(key: tuple[int, str | _Weighed], make: Callable[[], Postings]) -> Postings:
        def noted() -> Postings:
            read.append(key[1])
            return make()

        return original(key, noted)

    monkeypatch.setattr(engine._format.postings, "get", get)

    for _ in range(3):
        found(engine, "invoice")
    engine.index(WORKSPACE, [BANK])
    found(engine, "invoice")

    assert read.count("invoic") == 2
