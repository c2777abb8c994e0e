"""A cache that holds no more than it should, and what was used last."""

from __future__ import annotations

from kb_search.storage.bounded_cache import BoundedCache


def test_get_makes_a_value_once() -> None:
    cache: BoundedCache[str, str] = BoundedCache(10, len)

    assert (cache.get("a", lambda: "made"), cache.get("a", lambda: "again")) == ("made", "made")


def test_get_drops_what_was_used_least_recently() -> None:
    cache: BoundedCache[str, str] = BoundedCache(2, len)
    cache.get("a", lambda: "1")
    cache.get("b", lambda: "1")
    cache.get("a", lambda: "unused")
    cache.get("c", lambda: "1")

    assert (cache.get("a", lambda: "2"), cache.get("c", lambda: "2"), cache.get("b", lambda: "2")) == ("1", "1", "2")


def test_get_does_not_keep_what_is_too_heavy() -> None:
    cache: BoundedCache[str, str] = BoundedCache(3, len)
    cache.get("small", lambda: "1")

    assert cache.get("big", lambda: "12345") == "12345"
    assert cache.get("big", lambda: "new") == "new"
