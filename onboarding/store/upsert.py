"""Writing many rows in one statement, whether or not they are there already; the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.dml import Insert, ReturningInsert

Rows = Sequence[Mapping[str, Any]]


def insert_new(session: Session, model: type[DeclarativeBase], rows: Rows, *, returning: str) -> set[Any]:
    """Insert the rows whose key is not taken; the values of column `returning` of those that were inserted."""
    if not rows:
        return set()
    statement = _insert_new(_dialect(session), _table(model), returning)
    return set(session.connection().execute(statement, rows).scalars())


def replace_rows(session: Session, model: type[DeclarativeBase], rows: Rows) -> None:
    """Insert the rows, or put them in the place of those with the same key."""
    if rows:
        session.connection().execute(_replace(_dialect(session), _table(model)), rows)


def add_to_rows(session: Session, model: type[DeclarativeBase], rows: Iterable[Mapping[str, Any]], column: str) -> None:
    """Add each row's `column` to the stored row of the same key, which is made when missing.

    Rows are written in the order of their keys, so that two writers lock them in the same order.
    """
    table = _table(model)
    keys = [each.name for each in table.primary_key]
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in keys))
    if ordered:
        session.connection().execute(_add(_dialect(session), table, column), ordered)


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


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
def _replace(dialect: str, table: Table) -> Insert:
    statement = _insert(dialect, table)
    values = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)


@lru_cache
def _add(dialect: str, table: Table, column: str) -> Insert:
    statement = _insert(dialect, table)
    values = {column: table.c[column] + statement.excluded[column]}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
