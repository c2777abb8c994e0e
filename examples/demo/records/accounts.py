"""Accounts: one person and their studio."""

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

PLANS = ("free", "starter", "pro")
LOCALES = {"en": "English", "de": "Deutsch"}


@dataclass(frozen=True)
class Account:
    """Who is signed in; `user_id` is the id Handrail knows them by."""

    user_id: str
    name: str
    email: str
    company_id: str
    company: str
    plan: str
    locale: str
    created_at: datetime

    @property
    def initials(self) -> str:
        """Up to two letters for the round picture."""
        return "".join(part[0] for part in self.name.split()[:2]).upper()


def new_account(*, name: str, company: str, plan: str, locale: str) -> Account:
    """Return a fresh account; its ids are random, its e-mail address leads nowhere."""
    token = secrets.token_hex(4)
    return Account(
        user_id=f"demo-{token}",
        name=name,
        email=f"visitor-{token}@example.com",
        company_id=f"demo-studio-{token}",
        company=company,
        plan=plan if plan in PLANS else "starter",
        locale=locale if locale in LOCALES else "en",
        created_at=datetime.now(UTC),
    )


def save(db: sqlite3.Connection, account: Account) -> None:
    """Insert the account unless it is there."""
    db.execute(
        "INSERT OR IGNORE INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            account.user_id,
            account.name,
            account.email,
            account.company_id,
            account.company,
            account.plan,
            account.locale,
            account.created_at.isoformat(),
        ),
    )


def find(db: sqlite3.Connection, user_id: str) -> Account | None:
    """Return the account, or None when the cookie outlived the file."""
    row = db.execute("SELECT * FROM account WHERE user_id = ?", (user_id,)).fetchone()
    if row is None:
        return None
    fields = dict(row)
    return Account(**fields | {"created_at": datetime.fromisoformat(fields["created_at"])})


def change_plan(db: sqlite3.Connection, user_id: str, plan: str) -> None:
    """Move the account to another plan; an unknown plan changes nothing."""
    if plan in PLANS:
        db.execute("UPDATE account SET plan = ? WHERE user_id = ?", (plan, user_id))
