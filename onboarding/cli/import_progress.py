"""How far an import has come, on a terminal or in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")


class ShownProgress:
    """A bar on a terminal, lines elsewhere; on standard error, so that the report can be kept apart."""

    def each(self, what: str, items: Sequence[T]) -> Iterable[T]:
        """The items, while the bar grows."""
        if not items:
            return items
        if sys.stderr.isatty():
            return self._with_bar(what, items)
        self.tell(f"{what}: {len(items)}")
        return items

    def tell(self, line: str) -> None:
        """A line by itself."""
        click.echo(line, err=True)

    def _with_bar(self, what: str, items: Sequence[T]) -> Iterator[T]:
        with click.progressbar(items, label=what, file=sys.stderr) as shown:
            yield from shown
