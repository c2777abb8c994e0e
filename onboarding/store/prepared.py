"""Statements of hot paths: written and typed with SQLAlchemy, compiled once, then run by the driver itself.

SQLAlchemy takes ten times as long around a small statement as the driver takes for it, and a batch of events needs
up to ten. What it gives up is what these statements do not need: lists in `IN`, rows with names, mapped objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import Insert, ReturningInsert
from sqlalchemy.sql.selectable import Select

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]
Statement = Select[*tuple[Any, ...]] | Insert | ReturningInsert[*tuple[Any, ...]]


class Prepared:
    """A statement that is compiled at its first use on each kind of database.

    Args:
        statement: with `bindparam`s of known type for what changes from call to call.
        columns: of an insert, the columns that its rows give.
    """

    def __init__(self, statement: Statement, columns: Sequence[str] = ()) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Run it once; the rows it returns."""
        compiled = self._on(connection.dialect)
        with driver_cursor(connection, compiled.sql) as cursor:
            cursor.execute(compiled.sql, compiled.bound(values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return compiled.read(rows)

    def run_many(self, connection: Connection, rows: Iterable[Values]) -> None:
        """Run it for each of the rows."""
        compiled = self._on(connection.dialect)
        with driver_cursor(connection, compiled.sql) as cursor:
            cursor.executemany(compiled.sql, [compiled.bound(row) for row in rows])

    def _on(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, self._columns, dialect)
        return compiled


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    positional: bool
    binds: tuple[tuple[str, Any, Convert | None], ...]
    """Name, value where the statement gives it, and how the driver wants it; in the order of a positional statement."""
    reads: tuple[tuple[int, Convert], ...]
    """Columns whose values the driver returns in another form."""

    def bound(self, values: Values) -> Any:
        pairs = ((name, values.get(name, default), convert) for name, default, convert in self.binds)
        if self.positional:
            return [convert(value) if convert else value for _, value, convert in pairs]
        return {name: convert(value) if convert else value for name, value, convert in pairs}

    def read(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [self._read(row) for row in rows] if self.reads else rows

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for index, convert in self.reads:
            values[index] = convert(values[index])
        return tuple(values)


def _compile(statement: Statement, columns: Sequence[str], dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    types = {name: bind.type.dialect_impl(dialect) for bind, name in compiled.bind_names.items()}
    names = compiled.positiontup if compiled.positional else list(types)
    returned = [] if type(statement) is Insert else [column.type for column in statement.exported_columns]
    readers = [type_.dialect_impl(dialect).result_processor(dialect, None) for type_ in returned]
    return _Compiled(
        sql=str(compiled),
        positional=compiled.positional,
        binds=tuple((name, compiled.params[name], types[name].bind_processor(dialect)) for name in names),
        reads=tuple((index, convert) for index, convert in enumerate(readers) if convert is not None),
    )


@contextmanager
def driver_cursor(connection: Connection, sql: str) -> Iterator[Any]:
    """A cursor of the driver for one statement, of which listeners hear; its errors become SQLAlchemy's."""
    cursor = connection.connection.cursor()
    for listener in connection.engine.dispatch.before_cursor_execute:
        listener(connection, cursor, sql, (), None, False)  # noqa: FBT003 - SQLAlchemy's signature
    driver = connection.dialect.loaded_dbapi
    try:
        yield cursor
    except driver.Error as error:
        raise DBAPIError.instance(sql, None, error, driver.Error, hide_parameters=True) from error
    finally:
        cursor.close()
