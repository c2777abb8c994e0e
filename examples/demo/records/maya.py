"""Maya Lindqvist, who came nine days ago and brought half a year of invoices along."""

import sqlite3
from datetime import UTC, date, datetime, timedelta

from . import accounts, company, customers, invoices
from .invoices import Draft, Line

USER_ID = "demo-maya-lindqvist"

CUSTOMERS = (
    ("Atelier Brandt GmbH", "rechnung@brandt.example", "Berlin"),
    ("Harbour & Pine Ltd", "accounts@harbourpine.example", "Cork"),
    ("Kahvila Onni Oy", "laskut@onni.example", "Turku"),
    ("Museum of Small Things", "finance@smallthings.example", "Tallinn"),
    ("Norrsken Yoga AB", "hej@norrsken.example", "Umeå"),
)

# customer, days since issue, days from issue to payment (None: not paid), net euros, description
WORK: tuple[tuple[int, int, int | None, int, str], ...] = (
    (0, 168, 12, 2400, "Brand identity, first part"),
    (2, 151, 20, 860, "Menu design and print files"),
    (0, 139, 15, 2400, "Brand identity, second part"),
    (1, 122, 31, 3150, "Website concept"),
    (4, 108, 9, 640, "Poster series"),
    (3, 97, 24, 1980, "Exhibition graphics"),
    (1, 88, 27, 4200, "Website design"),
    (2, 74, 16, 420, "Seasonal menu"),
    (0, 61, 14, 1350, "Stationery"),
    (3, 52, 22, 2750, "Exhibition catalogue"),
    (4, 41, None, 780, "Timetable and leaflet"),
    (1, 36, 25, 2100, "Website build, first month"),
    (2, 29, None, 420, "Seasonal menu"),
    (0, 20, None, 1650, "Packaging sketches"),
    (1, 11, None, 2100, "Website build, second month"),
    (3, 6, 4, 560, "Invitation card"),
)


def ensure(db: sqlite3.Connection) -> accounts.Account:
    """Return Maya's account, making it with all its papers the first time."""
    known = accounts.find(db, USER_ID)
    if known:
        return known
    with db:
        db.execute("BEGIN IMMEDIATE")  # two workers may be asked at once
        return accounts.find(db, USER_ID) or _create(db)


def _create(db: sqlite3.Connection) -> accounts.Account:
    account = accounts.Account(
        user_id=USER_ID,
        name="Maya Lindqvist",
        email="maya.lindqvist@example.com",
        company_id="demo-studio-lindqvist",
        company="Studio Lindqvist",
        plan="starter",
        locale="en",
        created_at=datetime.now(UTC) - timedelta(days=9),
    )
    accounts.save(db, account)
    company.save(
        db,
        USER_ID,
        company.Company("Studio Lindqvist Tmi", "Linnankatu 14 B", "20100 Turku", "2871044-6", "FI28710446", 14),
    )
    _fill(db, datetime.now(UTC).date())
    return account


def _fill(db: sqlite3.Connection, today: date) -> None:
    ids = [customers.add(db, USER_ID, name=name, email=email, city=city).id for name, email, city in CUSTOMERS]
    for customer, age, paid_after, euros, description in WORK:
        issued = today - timedelta(days=age)
        lines = [Line(description, 1, euros * 100, 25.5)]
        invoice_id = invoices.create(db, USER_ID, Draft(ids[customer], issued, 14, lines))
        invoices.mark_sent(db, USER_ID, invoice_id)
        if paid_after is not None:
            invoices.mark_paid(db, USER_ID, invoice_id, on=issued + timedelta(days=paid_after))
    draft = [Line("Workshop, half a day", 1, 72000, 25.5), Line("Travel", 184, 59, 25.5)]
    invoices.create(db, USER_ID, Draft(ids[2], today, 14, draft))
