"""Values that many requests read and few change, kept in the process for about a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class ShortCache(Generic[Key, Value]):
    """Remembers what `load(key)` returned for `seconds`, at most `size` keys; safe between threads.

    A writer in the same process calls `forget`; other processes see a change within `seconds`.
    """

    def __init__(self, load: Callable[[Key], Value], *, seconds: float, size: int = 1_000) -> None:
        self._load = load
        self._seconds = seconds
        self._size = size
        self._entries: dict[Key, tuple[float, Value]] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value:
        """The value of `key`, loaded when unknown or too old."""
        entry = self._entries.get(key)
        if entry is not None and entry[0] > time.monotonic():
            return entry[1]
        value = self._load(key)
        with self._lock:
            if len(self._entries) >= self._size:
                self._entries.clear()
            self._entries[key] = (time.monotonic() + self._seconds, value)
        return value

    def forget(self) -> None:
        """Drop everything, because something it may hold has changed."""
        with self._lock:
            self._entries.clear()
