"""How far an import has come, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Told of everything that takes a while."""

    def each(self, what: str, items: Sequence[T]) -> Iterable[T]:
        """The items, one after the other, while it is told how many of them are done."""
        ...

    def tell(self, line: str) -> None:
        """Something was done of which nobody knows how much there is."""
        ...


class Unwatched:
    """Nobody waits."""

    def each(self, what: str, items: Sequence[T]) -> Iterable[T]:  # noqa: ARG002 - nobody is told
        """The items."""
        return items

    def tell(self, line: str) -> None:
        """Say nothing."""
