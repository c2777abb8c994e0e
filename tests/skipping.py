"""What was skipped is told in one line; where nothing may be skipped, a skip is a failure.

With HANDRAIL_REQUIRE_ALL=1 every skip fails the run, unless its reason says that data "outside the project" is missing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from typing import TypeVar

import pytest

REQUIRE_ALL = os.environ.get("HANDRAIL_REQUIRE_ALL") == "1"
EXCUSE = "outside the project"

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Judge a skipped test."""
    return judged((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Judge a module that skips itself."""
    return judged((yield))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what was skipped, and why."""
    reasons = Counter(reason_of(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        told = "; ".join(f"{count} because {reason}" for reason, count in reasons.most_common())
        terminalreporter.write_line(f"Skipped: {told}.")


def judged(report: Report) -> Report:
    """The report, failed when it is a skip that is not allowed."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = reason_of(report)
        if EXCUSE not in reason:
            report.outcome = "failed"
            report.longrepr = f"may not be skipped here: {reason}"
    return report


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why something was skipped."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
