"""Banks that can be connected, and the ones an account has connected."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Bank:
    """A bank in the list; `problem` is the code it answers with instead of a connection."""

    slug: str
    name: str
    country: str
    freshness: str
    problem: str | None = None


BANKS = (
    Bank("brookfield", "Brookfield Bank", "Ireland", "every 2 hours"),
    Bank("havelbank", "Havelbank", "Germany", "every 4 hours"),
    Bank("kestrel", "Kestrel Business", "Estonia, Finland", "at once"),
    Bank("lumivaara", "Lumivaara", "Finland", "every 2 hours"),
    # The story the demo tells: this bank changed how it asks for consent, and connections to it break off.
    Bank("nordhaven", "Nordhaven", "Nordic countries", "every 4 hours", problem="4012"),
    Bank("sundvik", "Sundvik Sparbank", "Sweden", "once a night"),
)
_BY_SLUG = {bank.slug: bank for bank in BANKS}


@dataclass(frozen=True)
class Connection:
    """A bank the account has connected."""

    bank: Bank
    connected_at: datetime


def find(slug: str) -> Bank | None:
    """Return the bank, or None."""
    return _BY_SLUG.get(slug)


def connect(db: sqlite3.Connection, user_id: str, slug: str) -> None:
    """Record that the bank said yes; a second yes keeps the first date."""
    db.execute("INSERT OR IGNORE INTO bank VALUES (?, ?, ?)", (user_id, slug, datetime.now(UTC).isoformat()))


def disconnect(db: sqlite3.Connection, user_id: str, slug: str) -> None:
    """Forget the connection."""
    db.execute("DELETE FROM bank WHERE user_id = ? AND slug = ?", (user_id, slug))


def connected(db: sqlite3.Connection, user_id: str) -> list[Connection]:
    """Return the account's connections, oldest first."""
    rows = db.execute(
        "SELECT slug, connected_at FROM bank WHERE user_id = ? ORDER BY connected_at", (user_id,)
    ).fetchall()
    return [Connection(_BY_SLUG[row["slug"]], datetime.fromisoformat(row["connected_at"])) for row in rows]
