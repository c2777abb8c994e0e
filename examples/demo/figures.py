"""The figures of dashboard and reports: pure sums over invoices, in cents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .records.invoices import Invoice

AGE_BANDS = (("Not due", 0), ("1–14 days", 14), ("15–30 days", 30), ("31–60 days", 60), ("Over 60 days", 10**6))


@dataclass(frozen=True)
class Totals:
    """What the dashboard shows at the top, VAT included."""

    outstanding: int
    overdue: int
    paid_this_month: int
    drafts: int


@dataclass(frozen=True)
class Month:
    """One pair of columns in the chart; `first` is the first day of the month."""

    first: date
    invoiced: int
    paid: int


@dataclass(frozen=True)
class VatRow:
    """One rate in the VAT report."""

    rate: float
    net: int
    vat: int


@dataclass(frozen=True)
class AgeRow:
    """What one customer owes, by how late it is, in the order of `AGE_BANDS`."""

    customer: str
    bands: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.bands)


def totals(invoices: Iterable[Invoice], today: date) -> Totals:
    """Add up the four figures."""
    listed = [(invoice.status(today), invoice) for invoice in invoices]
    return Totals(
        outstanding=sum(i.total for status, i in listed if status in ("sent", "overdue")),
        overdue=sum(i.total for status, i in listed if status == "overdue"),
        paid_this_month=sum(
            i.total for _, i in listed if i.paid_on and (i.paid_on.year, i.paid_on.month) == (today.year, today.month)
        ),
        drafts=sum(i.total for status, i in listed if status == "draft"),
    )


def months(invoices: Sequence[Invoice], today: date, count: int) -> list[Month]:
    """Return the last `count` months, this one last; drafts are not income."""
    firsts = [today.replace(day=1)]
    while len(firsts) < count:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return [
        Month(
            first,
            invoiced=sum(i.total for i in invoices if i.sent and i.issued_on.replace(day=1) == first),
            paid=sum(i.total for i in invoices if i.paid_on and i.paid_on.replace(day=1) == first),
        )
        for first in reversed(firsts)
    ]


def vat_rows(invoices: Iterable[Invoice], since: date) -> list[VatRow]:
    """Return net and VAT per rate of what was sent since a day, highest rate first."""
    nets: dict[float, int] = {}
    for invoice in invoices:
        if not invoice.sent or invoice.issued_on < since:
            continue
        for line in invoice.lines:
            nets[line.vat] = nets.get(line.vat, 0) + line.net
    return [VatRow(rate, net, round(net * rate / 100)) for rate, net in sorted(nets.items(), reverse=True)]


def by_customer(invoices: Iterable[Invoice], since: date) -> list[tuple[str, int]]:
    """Return customers with what was invoiced since a day, largest first."""
    sums: dict[str, int] = {}
    for invoice in invoices:
        if invoice.sent and invoice.issued_on >= since:
            sums[invoice.customer] = sums.get(invoice.customer, 0) + invoice.total
    return sorted(sums.items(), key=lambda item: -item[1])


def ageing(invoices: Iterable[Invoice], today: date) -> list[AgeRow]:
    """Return what is owed per customer, sorted by how late it is, largest debtor first."""
    owed: dict[str, list[int]] = {}
    for invoice in invoices:
        if invoice.status(today) not in ("sent", "overdue"):
            continue
        late = (today - invoice.due_on).days
        band = next(at for at, (_, limit) in enumerate(AGE_BANDS) if late <= limit)
        owed.setdefault(invoice.customer, [0] * len(AGE_BANDS))[band] += invoice.total
    rows = [AgeRow(customer, tuple(bands)) for customer, bands in owed.items()]
    return sorted(rows, key=lambda row: -row.total)
