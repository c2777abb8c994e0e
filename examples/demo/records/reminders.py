"""The three reminders an unpaid invoice can cause."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Reminder:
    """One message; `days` counts from the due date, so that minus three is before it."""

    stage: str
    title: str
    days: int
    message: str


USUAL = (
    Reminder(
        "heads-up",
        "Heads-up",
        -3,
        "Hello {customer},\n\njust a note that invoice {number} over {sum} is due on {due date}. "
        "If it is on its way already, there is nothing to do.\n\n{company}",
    ),
    Reminder(
        "first",
        "First reminder",
        3,
        "Hello {customer},\n\ninvoice {number} over {sum} was due on {due date} and may have slipped through. "
        "Could you look at it this week? You will find it here: {link}\n\n{company}",
    ),
    Reminder(
        "second",
        "Second reminder",
        14,
        "Hello {customer},\n\ninvoice {number} over {sum} is two weeks late. Please pay it by {last date}, "
        "or tell us if something is wrong with it.\n\n{company}",
    ),
)


def load(db: sqlite3.Connection, user_id: str) -> tuple[bool, Sequence[Reminder]]:
    """Return whether reminders are sent, and the messages: the account's own or the usual ones."""
    rows = {row["stage"]: row for row in db.execute("SELECT * FROM reminder WHERE user_id = ?", (user_id,)).fetchall()}
    if not rows:
        return False, USUAL
    own = [
        Reminder(usual.stage, usual.title, rows[usual.stage]["days"], rows[usual.stage]["message"]) for usual in USUAL
    ]
    return any(row["active"] for row in rows.values()), own


def save(db: sqlite3.Connection, user_id: str, reminders: Sequence[Reminder], *, active: bool) -> None:
    """Replace the account's messages."""
    db.executemany(
        "INSERT OR REPLACE INTO reminder VALUES (?, ?, ?, ?, ?)",
        [(user_id, reminder.stage, reminder.days, reminder.message, active) for reminder in reminders],
    )
