"""A spreadsheet is safe to open and reads back as the figures it was made of."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.dashboard.sheet import BYTE_ORDER_MARK, COLUMNS, STARTS_A_FORMULA, funnel_sheet, sheet
from onboarding.insights.funnels.queries import checklist_funnel
from onboarding.insights.funnels.scope import scope_at
from tests.conftest import NOON, Tenant
from tests.dashboard.conftest import Login, SignIn
from tests.insights.population import Past, populate

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
HOSTILE = st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '",=1', "＝1", "a\r\n=1", "a,b", 'a"b']
)


def read(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@given(st.lists(st.lists(TEXTS | HOSTILE, min_size=3, max_size=3)))
def test_sheet_reads_back_with_no_formula_in_it(rows: list[list[str]]) -> None:
    header, *found = read(sheet(("a", "b", "c"), rows))
    assert header == ["a", "b", "c"]
    assert len(found) == len(rows)
    for row, cells in zip(rows, found, strict=True):
        assert len(cells) == 3
        for text, cell in zip(row, cells, strict=True):
            assert not cell.startswith(STARTS_A_FORMULA)
            assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["import;=cmd|' /C calc'!A0;", "a; =1", "a\t+1", "a;\t@SUM(A1)", "a;＝1"])
def test_sheet_is_safe_where_the_list_separator_is_a_semicolon(text: str) -> None:
    (cell,) = read(sheet(("a",), [[text]]))[1]
    parts = [part.strip() for part in re.split("[;\t]", cell)]
    assert not any(part.startswith(STARTS_A_FORMULA) for part in parts if part)


def test_sheet_leaves_negative_numbers_numbers() -> None:
    assert read(sheet(("a",), [[-0.5]])) == [["a"], ["-0.5"]]


def test_sheet_leaves_out_what_binary_fractions_add() -> None:
    assert read(sheet(("a",), [[0.1 + 0.2], [2 / 3], [12345.5]])) == [["a"], ["0.3"], ["0.666667"], ["12345.5"]]


def test_funnel_sheet_holds_the_figures_of_every_task(live: Tenant) -> None:
    populate(live, [Past(days_ago=20, done={"details": 5}, tickets=[9], searches=[(8, "=cmd()", False)])] * 40)
    funnel = checklist_funnel(live.environment, "start", scope_at(NOON, segment="pro"))
    header, *rows = read(funnel_sheet(funnel))
    assert tuple(header) == COLUMNS
    by_task = {row[header.index("task")]: dict(zip(header, row, strict=True)) for row in rows}
    assert list(by_task) == ["details", "bank", "invite"]
    bank = by_task["bank"]
    assert (bank["users"], bank["converted"], bank["rate"], bank["drop_off"]) == ("40", "0", "0.0", "1.0")
    assert (bank["tickets"], bank["tickets_per_100"], bank["contact_rate"]) == ("40", "100.0", "1.0")
    assert (bank["segment"], bank["optional"], bank["rate_withheld"]) == ("pro", "no", "")
    assert bank["searches"] == "'=cmd() (40×, opened 0×)"
    assert float(by_task["details"]["median_seconds"]) == pytest.approx(300, rel=0.011)


def test_csv_is_a_download_of_the_filtered_page(signed_in: SignIn, live: Tenant, alice: Login) -> None:
    populate(live, [Past(days_ago=20, plan="free")] * 2 + [Past(days_ago=20)] * 3)
    answer = signed_in(alice).get(alice.page("/checklists/start.csv?segment=free&from=2026-02-01&to=2026-03-01"))
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="start-2026-02-01-2026-03-01.csv"'
    header, first, *_ = read(answer.get_data(as_text=True))
    assert first[header.index("users")] == "2"
