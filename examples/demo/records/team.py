"""People who were invited to the account."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

ROLES = {
    "member": "Writes and sends invoices. Uses a paid seat.",
    "accountant": "Reads everything, matches payments, runs reports. Costs nothing.",
}


@dataclass(frozen=True)
class Invitation:
    """Somebody who was written to."""

    email: str
    role: str
    invited_at: datetime


def invite(db: sqlite3.Connection, user_id: str, *, email: str, role: str) -> None:
    """Record the invitation; inviting again renews it."""
    db.execute(
        "INSERT OR REPLACE INTO invitation VALUES (?, ?, ?, ?)",
        (user_id, email, role, datetime.now(UTC).isoformat()),
    )


def invitations(db: sqlite3.Connection, user_id: str) -> list[Invitation]:
    """Return the account's invitations, oldest first."""
    rows = db.execute(
        "SELECT email, role, invited_at FROM invitation WHERE user_id = ? ORDER BY invited_at", (user_id,)
    ).fetchall()
    return [Invitation(row["email"], row["role"], datetime.fromisoformat(row["invited_at"])) for row in rows]
