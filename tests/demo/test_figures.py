"""The sums of dashboard and reports."""

from __future__ import annotations

from datetime import date, timedelta

from onboarding.demo import figures
from onboarding.demo.records.invoices import Invoice, Line

TODAY = date(2026, 3, 10)


def invoice(*, age: int, euros: int = 100, sent: bool = True, paid: int | None = None, customer: str = "A") -> Invoice:
    """An invoice issued `age` days ago at 25 % VAT, due after 14 days, paid `paid` days ago."""
    issued = TODAY - timedelta(days=age)
    return Invoice(
        id=1,
        number=1,
        customer=customer,
        customer_email="",
        customer_city="",
        issued_on=issued,
        due_on=issued + timedelta(days=14),
        sent=sent,
        paid_on=None if paid is None else TODAY - timedelta(days=paid),
        lines=(Line("work", 1, euros * 100, 25.0),),
    )


def test_totals_count_every_invoice_where_it_belongs() -> None:
    listed = [
        invoice(age=1),
        invoice(age=20),
        invoice(age=3, sent=False),
        invoice(age=30, paid=2),
        invoice(age=60, paid=20),
    ]
    assert figures.totals(listed, TODAY) == figures.Totals(
        outstanding=25_000, overdue=12_500, paid_this_month=12_500, drafts=12_500
    )


def test_months_run_across_the_new_year_and_leave_drafts_out() -> None:
    columns = figures.months([invoice(age=80, paid=40), invoice(age=0, sent=False)], TODAY, 4)
    assert [(m.first.month, m.invoiced, m.paid) for m in columns] == [
        (12, 12_500, 0),
        (1, 0, 12_500),
        (2, 0, 0),
        (3, 0, 0),
    ]


def test_vat_is_rounded_per_rate() -> None:
    lines = (Line("a", 1, 33, 25.5), Line("b", 1, 33, 25.5), Line("c", 1, 33, 25.5))
    assert Invoice(1, 1, "A", "", "", TODAY, TODAY, True, None, lines).vat == round(99 * 0.255)


def test_ageing_sorts_debts_by_lateness() -> None:
    listed = [invoice(age=14), invoice(age=15), invoice(age=28), invoice(age=29), invoice(age=200, customer="B")]
    rows = figures.ageing(listed, TODAY)
    assert [(row.customer, row.bands) for row in rows] == [
        ("A", (12_500, 25_000, 12_500, 0, 0)),
        ("B", (0, 0, 0, 0, 12_500)),
    ]
