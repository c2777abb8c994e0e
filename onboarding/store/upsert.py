"""Writing many rows in one statement, whether or not they are there already; the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.dml import ReturningInsert

from onboarding.store.prepared import Prepared

Rows = Sequence[Mapping[str, Any]]


def insert_new(connection: Connection, model: type[DeclarativeBase], rows: Rows, *, returning: str) -> set[Any]:
    """Insert the rows whose key is not taken; the values of column `returning` of those that were inserted."""
    if not rows:
        return set()
    statement = _insert_new(connection.dialect.name, _table(model), returning)
    return set(connection.execute(statement, rows).scalars())


def replace_rows(connection: Connection, model: type[DeclarativeBase], rows: Rows) -> None:
    """Insert the rows, or put them in the place of those with the same key."""
    if rows:
        _replace(connection.dialect.name, _table(model), tuple(rows[0])).run_many(connection, rows)


def add_to_rows(
    connection: Connection, model: type[DeclarativeBase], rows: Iterable[Mapping[str, Any]], column: str
) -> None:
    """Add each row's `column` to the stored row of the same key, which is made when missing.

    Rows are written in the order of their keys, so that two writers lock them in the same order.
    """
    table = _table(model)
    keys = [each.name for each in table.primary_key]
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in keys))
    if ordered:
        _add(connection.dialect.name, table, tuple(ordered[0]), column).run_many(connection, ordered)


def _table(model: type[DeclarativeBase]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not mapped to a table")
    return table


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@lru_cache
def _insert_new(dialect: str, table: Table, returning: str) -> ReturningInsert[Any]:
    return _insert(dialect, table).on_conflict_do_nothing().returning(table.c[returning])


@lru_cache
def _replace(dialect: str, table: Table, columns: tuple[str, ...]) -> Prepared:
    statement = _insert(dialect, table)
    values = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    updating = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
    return Prepared(updating, columns)


@lru_cache
def _add(dialect: str, table: Table, columns: tuple[str, ...], column: str) -> Prepared:
    statement = _insert(dialect, table)
    values = {column: table.c[column] + statement.excluded[column]}
    return Prepared(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values), columns)
