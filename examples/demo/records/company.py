"""Company details: what is printed at the top and bottom of every invoice."""

import sqlite3
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Company:
    """The settings form."""

    legal_name: str = ""
    address: str = ""
    city: str = ""
    business_id: str = ""
    vat_number: str = ""
    terms_days: int = 14


def load(db: sqlite3.Connection, user_id: str) -> Company:
    """Return what was saved, or the empty form."""
    row = db.execute("SELECT * FROM company WHERE user_id = ?", (user_id,)).fetchone()
    if row is None:
        return Company()
    return Company(**{name: row[name] for name in Company.__dataclass_fields__})


def save(db: sqlite3.Connection, user_id: str, company: Company) -> None:
    """Replace the details."""
    db.execute("INSERT OR REPLACE INTO company VALUES (?, ?, ?, ?, ?, ?, ?)", (user_id, *astuple(company)))
