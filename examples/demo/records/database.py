"""The file, its tables, and the secret that signs session cookies."""

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS account (
    user_id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, company_id TEXT NOT NULL,
    company TEXT NOT NULL, plan TEXT NOT NULL, locale TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS company (
    user_id TEXT PRIMARY KEY REFERENCES account, legal_name TEXT NOT NULL, address TEXT NOT NULL,
    city TEXT NOT NULL, business_id TEXT NOT NULL, vat_number TEXT NOT NULL, terms_days INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS customer (
    id INTEGER PRIMARY KEY, user_id TEXT NOT NULL REFERENCES account, name TEXT NOT NULL,
    email TEXT NOT NULL, city TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS invoice (
    id INTEGER PRIMARY KEY, user_id TEXT NOT NULL REFERENCES account, number INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer, issued_on TEXT NOT NULL, due_on TEXT NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0, paid_on TEXT, UNIQUE (user_id, number));
CREATE TABLE IF NOT EXISTS line (
    invoice_id INTEGER NOT NULL REFERENCES invoice, position INTEGER NOT NULL, description TEXT NOT NULL,
    quantity REAL NOT NULL, price INTEGER NOT NULL, vat REAL NOT NULL, PRIMARY KEY (invoice_id, position));
CREATE TABLE IF NOT EXISTS bank (
    user_id TEXT NOT NULL REFERENCES account, slug TEXT NOT NULL, connected_at TEXT NOT NULL,
    PRIMARY KEY (user_id, slug));
CREATE TABLE IF NOT EXISTS reminder (
    user_id TEXT NOT NULL REFERENCES account, stage TEXT NOT NULL, days INTEGER NOT NULL,
    message TEXT NOT NULL, active INTEGER NOT NULL, PRIMARY KEY (user_id, stage));
CREATE TABLE IF NOT EXISTS invitation (
    user_id TEXT NOT NULL REFERENCES account, email TEXT NOT NULL, role TEXT NOT NULL,
    invited_at TEXT NOT NULL, PRIMARY KEY (user_id, email));
"""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file; writers of other workers are waited for up to five seconds."""
    connection = sqlite3.connect(path, timeout=5)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def prepare(path: Path) -> str:
    """Create what is missing and return the secret all workers sign session cookies with.

    Once, before there are workers: several that do it as they start would meet at the file's lock, and a worker that
    fails to start takes the server down.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(connect(path)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT OR IGNORE INTO secret VALUES ('session', ?)", (secrets.token_hex(32),))
        row = connection.execute("SELECT value FROM secret WHERE name = 'session'").fetchone()
        return str(row["value"])
