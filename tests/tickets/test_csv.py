"""Exports as people make them, row by row: nothing here needs a database."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.tickets.csv_cells import CellError
from onboarding.tickets.csv_layout import COLUMNS, Layout, LayoutError, layout_of
from onboarding.tickets.csv_rejects import keep_rejects
from onboarding.tickets.csv_rows import CsvRow, open_csv
from onboarding.tickets.csv_ticket import ticket_of
from onboarding.tickets.incoming import IncomingTicket

HEADER = ("Id", "Status", "Created at")
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def rows_of(path: Path, data: bytes) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    path.write_bytes(data)
    with open_csv(path, known=COLUMNS) as file:
        return file.header, [(row.line, row.cells) for row in file.rows]


def layout(*header: str, zone: str = "UTC", emails_verified: bool = True) -> Layout:
    return layout_of(header or HEADER, source="zendesk", zone=ZoneInfo(zone), emails_verified=emails_verified)


def ticket(**cells: str) -> IncomingTicket:
    """The ticket of a row that names its columns, with the needed ones filled in."""
    row = {"Id": "1", "Status": "open", "Created at": "2026-03-09T12:00:00Z"} | cells
    return ticket_of(tuple(row.values()), layout(*row))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_file_is_read_whatever_wrote_it(tmp_path: Path, delimiter: str, bom: bytes, line_end: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerow(["Id", "Subject", "Status"])
    writer.writerows([["1", 'a, "b"; c', "open"], [], [" ", "", ""], ["2", "two\nlines", "open"]])
    header, rows = rows_of(tmp_path / "a.csv", bom + text.getvalue().encode())
    assert header == ("Id", "Subject", "Status")
    assert rows == [(2, ("1", 'a, "b"; c', "open")), (5, ("2", "two\nlines", "open"))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("blank", ["", " ", "{0}{0}", '""{0}" "{0}""'])
def test_header_is_the_first_row_that_is_not_blank(tmp_path: Path, delimiter: str, blank: str) -> None:
    lines = [blank.format(delimiter), blank.format(delimiter), delimiter.join(HEADER), delimiter.join("abc")]
    assert rows_of(tmp_path / "a.csv", "\n".join(lines).encode()) == (HEADER, [(4, ("a", "b", "c"))])


def test_file_of_blank_lines_has_no_header(tmp_path: Path) -> None:
    assert rows_of(tmp_path / "a.csv", b"\n \n\n") == ((), [])


def test_line_is_where_the_row_begins(tmp_path: Path) -> None:
    _, rows = rows_of(tmp_path / "a.csv", b'Id,Status\n1,"a\nb\nc"\n\n2,open\n')
    assert [line for line, _ in rows] == [2, 6]


def test_cell_may_be_longer_than_the_csv_module_allows(tmp_path: Path) -> None:
    text = "x" * 1_000_000
    _, rows = rows_of(tmp_path / "a.csv", f"Id,Status\n1,{text}\n2,open\n".encode())
    assert rows == [(2, ("1", text)), (3, ("2", "open"))]


def test_bytes_that_are_no_utf8_spoil_their_row_alone(tmp_path: Path) -> None:
    _, rows = rows_of(
        tmp_path / "a.csv", b"Id,Status,Created at\n1,caf\xe9,2026-03-09 12:00:00\n2,open,2026-03-09 12:00:00\n"
    )
    with pytest.raises(CellError, match="not valid UTF-8"):
        ticket_of(rows[0][1], layout())
    assert ticket_of(rows[1][1], layout()).source_ticket_id == "2"


def test_empty_file_has_no_header_and_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path / "a.csv", b"") == ((), [])


def test_every_column_has_its_place() -> None:
    told = ticket(
        **{
            "REQUESTER EXTERNAL ID": "u_1",
            "requester Email": "Ann@Example.com",
            "Subject": " Bank ",
            "Tags": "bank sync,csv",
            "Priority": "High",
            "Via": "Web form",
            "Updated at": "2026-03-09 13:00:00",
            "Solved at": "2026-03-09 14:00:00",
            "Satisfaction Score": "Good",
            "Reopens": "2",
            "First reply time in minutes": "90",
            "Group": "Billing",
            "Plan [txt]": "pro",
            "Assignee": "",
        }
    )
    assert told == IncomingTicket(
        source="zendesk",
        source_ticket_id="1",
        requester=told.requester,
        status="open",
        created_at=NOON,
        updated_at=NOON.replace(hour=13),
        subject="Bank",
        channel="Web form",
        priority="High",
        tags=["bank", "sync", "csv"],
        first_reply_at=NOON.replace(hour=13, minute=30),
        solved_at=NOON.replace(hour=14),
        reopens=2,
        satisfaction="Good",
        extra={"Group": "Billing", "Plan [txt]": "pro"},
    )
    assert (told.requester.external_id, told.requester.email) == ("u_1", "Ann@Example.com")


def test_absent_cells_and_short_rows_are_empty() -> None:
    told = ticket_of(
        ("1", "open", "2026-03-09T12:00:00Z", "-", " "), layout(*HEADER, "Requester external id", "Subject", "Tags")
    )
    assert (told.requester.external_id, told.subject, told.tags, told.extra) == (None, None, [], {})


def test_columns_of_the_same_name_are_all_kept() -> None:
    told = ticket_of(("1", "open", "2026-03-09T12:00:00Z", "a", "b", "c"), layout(*HEADER, "Plan", "Plan", ""))
    assert told.extra == {"Plan": "a", "Plan (column 5)": "b", "(column 6)": "c"}


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2026-03-09T12:00:00Z", "Europe/Helsinki", NOON),
        ("2026-03-09T14:00:00+02:00", "UTC", NOON),
        ("2026-03-09 12:00:00", "UTC", NOON),
        ("2026-03-09 14:00:00", "Europe/Helsinki", NOON),
        ("2026-03-09 14:00", "Europe/Helsinki", NOON),
        ("2026-03-09 12:00:00.000", "UTC", NOON),
        ("2026-07-09 15:00:00", "Europe/Helsinki", datetime(2026, 7, 9, 12, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_their_zone(text: str, zone: str, moment: datetime) -> None:
    assert ticket_of(("1", "open", text), layout(zone=zone)).created_at == moment


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Id": ""}, "id is empty"),
        ({"Id": "-"}, "id is empty"),
        ({"Id": "x" * 256}, "id is longer than 255 characters"),
        ({"Id": "1\0"}, "there is a NUL character in it"),
        ({"Status": " "}, "status is empty"),
        ({"Created at": ""}, "created at is empty"),
        ({"Created at": "yesterday"}, "created at is not a date and time: 'yesterday'"),
        ({"Created at": "2026-03-09"}, "created at is not a date and time: '2026-03-09'"),
        ({"Created at": "09/03/2026 12:00"}, "created at is not a date and time: '09/03/2026 12:00'"),
        ({"Created at": "2026-02-30 12:00:00"}, "created at is not a date and time: '2026-02-30 12:00:00'"),
        ({"Created at": "0001-01-01T00:00:00+05:00"}, "created at is not a date and time"),
        ({"Updated at": "soon"}, "updated at is not a date and time"),
        ({"Reopens": "-1"}, "reopens is not a whole number: '-1'"),
        ({"Reopens": "99999999999"}, "reopens is not a whole number"),
        ({"Reopens": "٣"}, "reopens is not a whole number"),
        ({"First reply time in minutes": "1h"}, "first reply time in minutes is not a number of minutes: '1h'"),
        ({"First reply time in minutes": "9999999999"}, "first reply time in minutes is not a number of minutes"),
        ({"Requester external id": "u" * 256}, "requester external id is longer than 255 characters"),
        ({"Requester email": "e" * 321}, "requester email is longer than 320 characters"),
        ({"Status": "s" * 81}, "status is longer than 80 characters"),
        ({"Subject": "s" * 4_001}, "subject is longer than 4000 characters"),
        ({"Priority": "p" * 81}, "priority is longer than 80 characters"),
        ({"Via": "v" * 81}, "via is longer than 80 characters"),
        ({"Satisfaction Score": "s" * 81}, "satisfaction score is longer than 80 characters"),
        ({"Tags": "t" * 256}, "tags: one is longer than 255 characters"),
        ({"Tags": "t " * 101}, "tags: there are more than 100"),
    ],
)
def test_row_that_is_no_ticket_is_refused_with_the_reason(cells: dict[str, str], reason: str) -> None:
    with pytest.raises(CellError) as raised:
        ticket(**cells)
    assert str(raised.value).startswith(reason)


def test_row_with_more_cells_than_the_header_is_refused() -> None:
    with pytest.raises(CellError, match="it has 4 cells where the header has 3"):
        ticket_of(("1", "open", "2026-03-09T12:00:00Z", "x"), layout())


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ((), "the file has no column 'id'"),
        (("Id", "Status"), "the file has no column 'created at'"),
        ((*HEADER, "ID"), "the column 'id' stands twice"),
        ((*HEADER, "caf\udce9"), "the header cannot be used: it is not valid UTF-8"),
    ],
)
def test_file_that_is_no_export_is_refused_with_the_reason(header: tuple[str, ...], reason: str) -> None:
    with pytest.raises(LayoutError) as raised:
        layout_of(header, source="zendesk", zone=UTC, emails_verified=True)
    assert str(raised.value).startswith(reason)


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
CELLS = st.tuples(
    st.one_of(st.just("1"), TEXT),
    st.one_of(st.just("open"), TEXT),
    st.one_of(st.datetimes().map(str), st.just("2026-03-09T12:00:00Z"), TEXT),
    TEXT,
    st.one_of(st.integers().map(str), TEXT),
    st.one_of(st.floats().map(str), st.just("12.5"), TEXT),
    st.one_of(st.datetimes().map(str), TEXT),
)


@given(cells=CELLS)
def test_any_row_is_a_ticket_or_refused_with_a_reason(cells: tuple[str, ...]) -> None:
    where = layout(*HEADER, "Subject", "Reopens", "First reply time in minutes", "Solved at")
    told, reason = None, ""
    try:
        told = ticket_of(cells, where)
    except CellError as error:
        reason = str(error)
    assert (told is None) == bool(reason)


def test_rejects_hold_the_rows_as_they_were_and_can_be_read_again(tmp_path: Path) -> None:
    source, rejects = tmp_path / "a.csv", tmp_path / "rejects.csv"
    data = 'Id;Status;Created at;Plan\n=1+1;"open\nor ""not""";caf\xe9;"a;b";too many\n'.encode("latin-1")
    source.write_bytes(data)
    with open_csv(source, known=COLUMNS) as file, keep_rejects(file, rejects) as keep:
        rows = list(file.rows)
        keep(rows[0], "why; not")
    with open_csv(rejects, known=COLUMNS) as file:
        assert file.header == ("Handrail line", "Handrail reason", "Id", "Status", "Created at", "Plan")
        (row,) = file.rows
    assert row.cells == ("2", "why; not", *rows[0].cells)
    assert b"caf\xe9" in rejects.read_bytes()


def test_columns_of_a_rejects_file_are_passed_over() -> None:
    told = ticket_of(
        ("7", "status is empty", "1", "open", "2026-03-09T12:00:00Z"),
        layout("Handrail line", "Handrail reason", *HEADER),
    )
    assert (told.source_ticket_id, told.extra) == ("1", {})


def test_no_rejects_no_file(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("Id,Status\n")
    with open_csv(source, known=COLUMNS) as file, keep_rejects(file, tmp_path / "rejects.csv"):
        assert list(file.rows) == []
    assert not (tmp_path / "rejects.csv").exists()
    with open_csv(source, known=COLUMNS) as file, keep_rejects(file, None) as keep:
        keep(CsvRow(2, ("1",)), "nowhere to write")
    assert sorted(tmp_path.iterdir()) == [source]
