"""Calls made at the same moment from as many threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from tests.patience import PATIENCE

Argument = TypeVar("Argument")
Result = TypeVar("Result")


def all_at_once(call: Callable[[Argument], Result], arguments: Iterable[Argument]) -> list[Result]:
    """The results of `call`, in the order of its arguments."""
    each = list(arguments)
    barrier = Barrier(len(each))

    def wait_and_call(argument: Argument) -> Result:
        barrier.wait(PATIENCE)
        return call(argument)

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(wait_and_call, each))
