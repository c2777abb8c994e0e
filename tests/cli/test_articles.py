"""`handrail articles check`."""

from __future__ import annotations

from click.testing import CliRunner, Result
from flask import Flask

from onboarding.__main__ import COMMANDS
from onboarding.cli import handrail
from tests.conftest import FakeClock
from tests.help.authoring.conftest import Desk, desk

__all__ = ["desk"]
assert COMMANDS


def check(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(handrail, ["articles", "check", *arguments], obj=lambda: app)


def test_check_fails_when_readers_meet_something_broken(app: Flask, desk: Desk) -> None:
    desk.published("From", "[x](/help/en/articles/none)")
    result = check(app)
    assert result.exit_code == 1
    assert "broken link (1)\n  en From: /help/en/articles/none: there is no such article\n" in result.stdout
    assert "readers meet broken links or missing files: 1" in result.stderr


def test_check_names_what_to_look_after_and_does_not_fail_for_it(app: Flask, desk: Desk, clock: FakeClock) -> None:
    desk.published("Old")
    clock.advance(days=40)
    quiet = check(app)
    assert (quiet.exit_code, quiet.stdout.splitlines()[-1]) == (0, "readers meet no broken link and no missing file")
    assert "stale" not in quiet.stdout
    told = check(app, "--stale-months", "1", "--unread-days", "30")
    assert told.exit_code == 0
    assert "stale (1)\n  en Old: last changed on 2026-03-10\n" in told.stdout
    assert "never read (1)\n  en Old: never opened\n" in told.stdout


def test_check_refuses_limits_that_mean_nothing(app: Flask, desk: Desk) -> None:
    for limit in (("--stale-months", "0"), ("--stale-months", "999999999"), ("--unread-days", "99999999999")):
        assert check(app, *limit).exit_code == 2
