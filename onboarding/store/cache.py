"""Values that many requests read and few change, kept in the process: for a while, and within a bound."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Keeps values for `seconds`, and as long as all of them weigh at most `capacity`; safe between threads.

    What was not asked for longest gives way first, so that who asks for much that nobody else wants takes little away.
    """

    def __init__(self, *, seconds: float, capacity: int, weigh: Callable[[Value], int]) -> None:
        self._seconds = seconds
        self._capacity = capacity
        self._weigh = weigh
        self._load = 0
        self._kept: OrderedDict[Key, tuple[float, Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value of `key`; None when it is not kept, or too old."""
        with self._lock:
            ends, value = self._kept.get(key, (0.0, None))
            if ends <= time.monotonic():
                return None
            self._kept.move_to_end(key)
            return value

    def put(self, key: Key, value: Value) -> None:
        """Keep a value in the place of the one that the key had."""
        with self._lock:
            if key in self._kept:
                self._load -= self._weigh(self._kept.pop(key)[1])
            self._kept[key] = (time.monotonic() + self._seconds, value)
            self._load += self._weigh(value)
            while self._load > self._capacity:
                self._load -= self._weigh(self._kept.popitem(last=False)[1][1])

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self._load = 0


class ShortCache(Generic[Key, Value]):
    """Remembers what `load(key)` returned for `seconds`, at most `size` keys; safe between threads.

    A writer in the same process calls `forget`; other processes see a change within `seconds`.
    """

    def __init__(self, load: Callable[[Key], Value], *, seconds: float, size: int = 1_000) -> None:
        self._load = load
        self._memory: Memory[Key, tuple[Value]] = Memory(seconds=seconds, capacity=size, weigh=len)

    def get(self, key: Key) -> Value:
        """The value of `key`, loaded when unknown or too old."""
        known = self._memory.get(key)
        if known is None:
            known = (self._load(key),)
            self._memory.put(key, known)
        return known[0]

    def forget(self) -> None:
        """Drop everything, because something it may hold has changed."""
        self._memory.clear()
