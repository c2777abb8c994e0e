"""Customers of the studio."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Customer:
    """Somebody who is invoiced."""

    id: int
    name: str
    email: str
    city: str


def add(db: sqlite3.Connection, user_id: str, *, name: str, email: str, city: str) -> Customer:
    """Insert a customer and return it."""
    cursor = db.execute(
        "INSERT INTO customer (user_id, name, email, city) VALUES (?, ?, ?, ?)", (user_id, name, email, city)
    )
    return Customer(id=int(cursor.lastrowid or 0), name=name, email=email, city=city)


def newest_first(db: sqlite3.Connection, user_id: str) -> list[Customer]:
    """Return all customers of the account."""
    rows = db.execute(
        "SELECT id, name, email, city FROM customer WHERE user_id = ? ORDER BY id DESC", (user_id,)
    ).fetchall()
    return [Customer(**dict(row)) for row in rows]


def owns(db: sqlite3.Connection, user_id: str, customer_id: int) -> bool:
    """Tell whether the customer belongs to the account."""
    row = db.execute("SELECT 1 FROM customer WHERE id = ? AND user_id = ?", (customer_id, user_id)).fetchone()
    return row is not None
