"""Invoices and their lines; money is whole cents, VAT a percentage."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Line:
    """One thing that was done: net price in cents, VAT in per cent."""

    description: str
    quantity: float
    price: int
    vat: float

    @property
    def net(self) -> int:
        """Quantity times price, rounded to a cent."""
        return round(self.quantity * self.price)


@dataclass(frozen=True)
class Invoice:
    """An invoice as it is shown."""

    id: int
    number: int
    customer: str
    customer_email: str
    customer_city: str
    issued_on: date
    due_on: date
    sent: bool
    paid_on: date | None
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        """The number as it is printed."""
        return f"INV-{self.number:04d}"

    @property
    def net(self) -> int:
        """Sum without VAT, in cents."""
        return sum(line.net for line in self.lines)

    @property
    def vat(self) -> int:
        """VAT in cents, rounded per rate as the law asks."""
        rates = {line.vat for line in self.lines}
        return sum(round(sum(x.net for x in self.lines if x.vat == rate) * rate / 100) for rate in rates)

    @property
    def total(self) -> int:
        """What the customer pays, in cents."""
        return self.net + self.vat

    def status(self, today: date) -> str:
        """Return draft, sent, overdue or paid."""
        if self.paid_on:
            return "paid"
        if not self.sent:
            return "draft"
        return "overdue" if self.due_on < today else "sent"


@dataclass(frozen=True)
class Draft:
    """What the editor hands over."""

    customer_id: int
    issued_on: date
    terms_days: int
    lines: Sequence[Line]


def create(db: sqlite3.Connection, user_id: str, draft: Draft) -> int:
    """Store the draft under the account's next number and return its id."""
    due_on = draft.issued_on + timedelta(days=draft.terms_days)
    cursor = db.execute(
        """INSERT INTO invoice (user_id, number, customer_id, issued_on, due_on)
        VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM invoice WHERE user_id = ?1), ?2, ?3, ?4)""",
        (user_id, draft.customer_id, draft.issued_on.isoformat(), due_on.isoformat()),
    )
    invoice_id = int(cursor.lastrowid or 0)
    db.executemany(
        "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)",
        [
            (invoice_id, at, line.description, line.quantity, line.price, line.vat)
            for at, line in enumerate(draft.lines)
        ],
    )
    return invoice_id


def newest_first(db: sqlite3.Connection, user_id: str) -> list[Invoice]:
    """Return all invoices of the account."""
    rows = db.execute(f"{_SELECT} WHERE i.user_id = ? ORDER BY i.number DESC", (user_id,)).fetchall()
    return [_invoice(db, row) for row in rows]


def find(db: sqlite3.Connection, user_id: str, invoice_id: int) -> Invoice | None:
    """Return one invoice of the account, or None."""
    row = db.execute(f"{_SELECT} WHERE i.user_id = ? AND i.id = ?", (user_id, invoice_id)).fetchone()
    return _invoice(db, row) if row else None


def mark_sent(db: sqlite3.Connection, user_id: str, invoice_id: int) -> None:
    """Record that the invoice has left the house."""
    db.execute("UPDATE invoice SET sent = 1 WHERE user_id = ? AND id = ?", (user_id, invoice_id))


def mark_paid(db: sqlite3.Connection, user_id: str, invoice_id: int, *, on: date) -> None:
    """Record that the money has arrived."""
    db.execute(
        "UPDATE invoice SET sent = 1, paid_on = ? WHERE user_id = ? AND id = ?",
        (on.isoformat(), user_id, invoice_id),
    )


_SELECT = """SELECT i.id, i.number, i.issued_on, i.due_on, i.sent, i.paid_on,
    c.name AS customer, c.email AS customer_email, c.city AS customer_city
    FROM invoice i JOIN customer c ON c.id = i.customer_id"""


def _invoice(db: sqlite3.Connection, row: sqlite3.Row) -> Invoice:
    lines = db.execute(
        "SELECT description, quantity, price, vat FROM line WHERE invoice_id = ? ORDER BY position",
        (row["id"],),
    ).fetchall()
    return Invoice(
        id=row["id"],
        number=row["number"],
        customer=row["customer"],
        customer_email=row["customer_email"],
        customer_city=row["customer_city"],
        issued_on=date.fromisoformat(row["issued_on"]),
        due_on=date.fromisoformat(row["due_on"]),
        sent=bool(row["sent"]),
        paid_on=date.fromisoformat(row["paid_on"]) if row["paid_on"] else None,
        lines=tuple(Line(**dict(line)) for line in lines),
    )
