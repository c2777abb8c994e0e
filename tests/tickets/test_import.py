"""`handrail import tickets`: the good rows in, once; the bad ones out, with line and reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from onboarding.__main__ import COMMANDS
from onboarding.app import create_app
from onboarding.cli import handrail
from onboarding.config import Settings
from onboarding.store import db
from onboarding.tickets import importing
from onboarding.tickets.models import Ticket
from onboarding.tickets.service import keep
from tests.conftest import FakeClock, Tenant
from tests.tickets.conftest import Backend, at, make_user
from tests.tickets.histories import start_checklist

EXPORT = '''\
Id,Requester,Requester external id,Requester email,Subject,Tags,Status,Priority,Via,Created at,Updated at
101,Ann,u_1,ann@example.com,"=cmd|' /C calc'!A0",bank sync,Open,High,Web form,2026-03-09 12:00:00,2026-03-09 12:30:00
102,Bob,,Bob@Example.com,"Two
lines; and ""quotes""",,Pending,-,Mail,2026-03-09 12:10:00,2026-03-09 12:10:00
103,Eve,,eve@example.com,Hello,,Closed,Low,Mail,2026-03-09T12:20:00Z,
'''


class Command:
    """Runs `handrail import tickets` on a file of its own."""

    def __init__(self, folder: Path, settings: Settings, clock: FakeClock) -> None:
        self.file = folder / "export.csv"
        self.rejects = folder / "rejects.csv"
        self._app = create_app(settings, clock=clock)

    def __call__(self, text: str, *options: str) -> Result:
        self.file.write_bytes(text.encode())
        db.session.rollback()
        arguments = ["import", "tickets", str(self.file), "--environment", "production", *options]
        result = CliRunner().invoke(handrail, arguments, obj=lambda: self._app)
        with self._app.app_context():
            db.engine.dispose()
        return result


@pytest.fixture
def command(tmp_path: Path, settings: Settings, clock: FakeClock, live: Tenant) -> Command:
    """The command, on the tenant's database, where two of the export's users are known."""
    assert COMMANDS
    start_checklist(live, make_user(live, "u_1", email="ann@example.com"), at(-60))
    make_user(live, "u_2", email="bob@example.com")
    return Command(tmp_path, settings, clock)


def figures(result: Result) -> dict[str, int]:
    """The report's numbers by their names."""
    lines = [line.split("  ") for line in result.stdout.splitlines()]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    return {line[0]: int(line[1].replace(",", "")) for line in cells}


def stored() -> list[dict[str, Any]]:
    rows = db.session.execute(select(*Ticket.__table__.columns).order_by(Ticket.source_ticket_id)).mappings()
    found = [dict(row) for row in rows]
    db.session.rollback()
    return found


def test_export_is_brought_in_and_reported(command: Command) -> None:
    result = command(EXPORT)
    assert result.exit_code == 0, result.output
    assert figures(result) == {
        "rows": 3,
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "tickets": 3,
        "by external id": 1,
        "by e-mail": 1,
        "unmatched": 1,
        "matched": 2,
        "stamped": 1,
    }
    assert "66.7 %" in result.stdout
    ann, bob, eve = stored()
    assert (ann["subject"], ann["tags"]) == ("=cmd|' /C calc'!A0", ["bank", "sync"])
    assert ann["extra"] == {"Requester": "Ann"}
    assert (bob["subject"], bob["status"], bob["raw_status"]) == ('Two\nlines; and "quotes"', "waiting", "Pending")
    assert (bob["priority"], bob["requester_email"]) == (None, "bob@example.com")
    assert (eve["source"], eve["status"], eve["updated_at"]) == ("zendesk", "solved", at(20))


def test_second_import_changes_nothing(command: Command) -> None:
    command(EXPORT)
    before = stored()
    result = command(EXPORT)
    assert figures(result) | {"created": 0, "updated": 0, "unchanged": 3, "stamped": 1} == figures(result)
    assert stored() == before


def test_newer_rows_update_and_older_ones_do_not(command: Command) -> None:
    command(EXPORT)
    later = EXPORT.replace("12:30:00", "12:31:00").replace("12:10:00\n", "12:09:00\n").replace("Open", "Solved")
    result = command(later)
    assert figures(result) | {"created": 0, "updated": 1, "unchanged": 2} == figures(result)
    assert [each["status"] for each in stored()] == ["solved", "waiting", "solved"]


def test_versions_of_one_ticket_count_as_rows_but_as_one_ticket(command: Command) -> None:
    header = EXPORT.splitlines()[0]
    rows = [f"7,A,u_1,,S,,Open,,,2026-03-09 12:00:00,2026-03-09 12:0{minute}:00" for minute in (1, 3, 2)]
    result = command("\n".join([header, *rows]))
    wanted = {"rows": 3, "created": 1, "updated": 1, "unchanged": 1, "tickets": 1, "matched": 1, "stamped": 1}
    assert figures(result) | wanted == figures(result)
    assert stored()[0]["updated_at"] == at(3)


BAD_ROWS = """\
Id;Requester external id;Status;Created at;Subject
1;u_1;Open;2026-03-09 12:00:00;fine
;u_1;Open;2026-03-09 12:00:00;no id
3;u_1;Open;someday;no time
4;u_1;Open;2026-03-09 12:00:00;fine;but;longer
5;u_1;Open;2027-03-09 12:00:00;of the future
6;u_1;Open;2026-03-09 12:00:00;fine
"""


def test_bad_rows_are_named_and_never_stop_the_good_ones(command: Command) -> None:
    result = command(BAD_ROWS, "--rejects", str(command.rejects))
    assert [each["source_ticket_id"] for each in stored()] == ["1", "6"]
    assert figures(result) | {"rows": 6, "created": 2, "rejected": 4} == figures(result)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{command.file}:3: id is empty",
        f"{command.file}:4: created at is not a date and time: 'someday'",
        f"{command.file}:5: it has 7 cells where the header has 5",
        f"{command.file}:6: created_at in the future",
        "Error: 4 of 6 rows were not stored",
    ]


def test_rejects_put_right_can_be_imported(command: Command) -> None:
    command(BAD_ROWS, "--rejects", str(command.rejects))
    mended = command.rejects.read_text().replace(";;u_1", ";2;u_1").replace("someday", "2026-03-09 12:00:00")
    result = command(mended.replace("2027", "2026").replace(";but;longer", ""))
    assert (result.exit_code, figures(result)["created"]) == (0, 4)
    assert {each["source_ticket_id"]: each["extra"] for each in stored()} == {number: {} for number in "123456"}


def test_batches_are_no_boundary_to_anything(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    result = command(BAD_ROWS, "--rejects", str(command.rejects))
    assert figures(result) | {"rows": 6, "created": 2, "rejected": 4, "tickets": 2} == figures(result)


def test_import_stopped_half_way_is_finished_by_running_it_again(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    taken = iter([True, True, True])

    def keep_three(*arguments: Any) -> Any:
        if not next(taken, False):
            raise ConnectionError("the power went out")
        return keep(*arguments)

    four = EXPORT + "104,Eve,,eve@example.com,Bye,,Open,Low,Mail,2026-03-09T12:20:00Z,\n"
    with monkeypatch.context() as patched:
        patched.setattr(importing, "keep", keep_three)
        assert isinstance(command(four).exception, ConnectionError)
    assert [each["source_ticket_id"] for each in stored()] == ["101", "102"]
    finished = figures(command(four))
    assert finished | {"created": 2, "unchanged": 2, "tickets": 4} == finished
    assert len(stored()) == 4


def test_addresses_match_only_where_they_are_trusted(command: Command) -> None:
    result = command(EXPORT, "--no-match-emails")
    assert figures(result) | {"by external id": 1, "by e-mail": 0, "unmatched": 2} == figures(result)


def test_times_are_of_the_zone_that_is_named(command: Command) -> None:
    command(EXPORT, "--timezone", "Europe/Helsinki", "--source", "otherdesk")
    assert [each["created_at"] for each in stored()] == [at(-120), at(-110), at(20)]
    assert {each["source"] for each in stored()} == {"otherdesk"}


def test_ticket_of_an_import_is_the_one_the_api_updates(command: Command, backend: Backend) -> None:
    command(EXPORT)
    answer = backend.keep(101, status="solved", created_at="2026-03-09T12:00:00Z", updated_at="2026-03-09T13:00:00Z")
    assert len(stored()) == 3
    assert answer["status"] == "solved"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--timezone", "Mars/Olympus"], "no time zone"),
        (["--timezone", "../../etc/passwd"], "no time zone"),
        (["--source", "widget"], "a desk's name"),
        (["--source", "Zen Desk"], "a desk's name"),
        (["--environment", "staging"], "no staging environment"),
    ],
)
def test_bad_option_is_refused_and_nothing_stored(command: Command, options: list[str], reason: str) -> None:
    result = command(EXPORT, *options)
    assert result.exit_code != 0
    assert reason in result.stderr
    assert stored() == []


def test_rejects_never_overwrite_the_export(command: Command) -> None:
    result = command(BAD_ROWS, "--rejects", str(command.file))
    assert result.exit_code == 2
    assert command.file.read_text() == BAD_ROWS


def test_file_that_is_no_export_is_refused(command: Command) -> None:
    result = command("name,age\nAnn,7\n")
    assert result.exit_code == 1
    assert "the file has no column 'id'" in result.stderr


def test_import_of_nothing_says_so(command: Command, app: Flask) -> None:
    result = command(EXPORT.splitlines()[0])
    assert result.exit_code == 0
    assert figures(result)["rows"] == 0
    assert "–" in result.stdout
