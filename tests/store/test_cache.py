"""What is kept in the process: for a while, within a bound, and what was asked for last."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.store import cache
from onboarding.store.cache import Memory, ShortCache

CAPACITY = 10
STEPS = st.lists(st.tuples(st.sampled_from(["get", "put"]), st.sampled_from("abcde"), st.integers(0, 12)))


class FakeTime:
    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    fake = FakeTime()
    monkeypatch.setattr(cache, "time", fake)
    return fake


@given(steps=STEPS)
def test_memory_keeps_what_was_asked_for_last_within_its_capacity(steps: list[tuple[str, str, int]]) -> None:
    memory: Memory[str, int] = Memory(seconds=60, capacity=CAPACITY, weigh=lambda value: value)
    kept: list[tuple[str, int]] = []  # what was asked for longest ago first
    for verb, key, value in steps:
        found = next((each for each in kept if each[0] == key), None)
        if verb == "get":
            assert memory.get(key) == (found[1] if found else None)
            if found:
                kept = [*(each for each in kept if each != found), found]
            continue
        memory.put(key, value)
        kept = [*(each for each in kept if each[0] != key), (key, value)]
        while sum(weight for _, weight in kept) > CAPACITY:
            kept.pop(0)
    assert {key: memory.get(key) for key in "abcde"} == {key: dict(kept).get(key) for key in "abcde"}


def counting() -> tuple[list[str], Callable[[str], str | None]]:
    loaded: list[str] = []

    def load(key: str) -> str | None:
        loaded.append(key)
        return None if key == "nothing" else key.upper()

    return loaded, load


def test_cache_loads_again_only_after_its_seconds(clock: FakeTime) -> None:
    loaded, load = counting()
    short = ShortCache(load, seconds=2)
    for moment, times in ((0.0, 1), (1.9, 1), (2.0, 2)):
        clock.seconds = moment
        assert short.get("a") == "A"
        assert loaded == ["a"] * times


def test_cache_remembers_that_there_is_nothing(clock: FakeTime) -> None:
    loaded, load = counting()
    short = ShortCache(load, seconds=2)
    assert [short.get("nothing"), short.get("nothing")] == [None, None]
    assert loaded == ["nothing"]


def test_cache_keeps_what_all_want_while_one_asks_for_ever_new_things(clock: FakeTime) -> None:
    loaded, load = counting()
    short = ShortCache(load, seconds=2, size=10)
    for number in range(100):
        short.get("wanted")
        short.get(f"odd {number}")
    assert loaded.count("wanted") == 1


def test_cache_forgets_when_told(clock: FakeTime) -> None:
    loaded, load = counting()
    short = ShortCache(load, seconds=2)
    short.get("a")
    short.forget()
    short.get("a")
    assert loaded == ["a", "a"]
