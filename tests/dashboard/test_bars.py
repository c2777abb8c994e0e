"""Pictures that never claim more than their figures."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.dashboard.bars import rate_bar, sparkline, task_bar
from onboarding.insights.funnels.figures import Week
from onboarding.insights.rates import rate


def task(converted: int, lost: int, before: int) -> Any:
    users = converted + lost
    return SimpleNamespace(users=users, converted=rate(converted, users), done_before=before)


COUNTS = st.integers(0, 500)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_task_bar_parts_are_shares_of_all_who_started(converted: int, lost: int, before: int, unseen: int) -> None:
    started = converted + lost + before + unseen
    drawn = task_bar(task(converted, lost, before), started)
    widths = {span.kind: span.width for span in drawn.spans}
    wanted = {"kept": converted, "lost": lost, "before": before}
    assert widths == {kind: pytest.approx(100 * count / started) for kind, count in wanted.items() if started and count}
    assert sum(widths.values()) <= 100 + 1e-6
    ends = [0.0, *(span.x + span.width for span in drawn.spans)]
    assert [span.x for span in drawn.spans] == [pytest.approx(end) for end in ends[: len(drawn.spans)]]
    if drawn.whisker:
        assert 0 <= drawn.whisker.low <= widths.get("kept", 0) + 1e-9
        assert widths.get("kept", 0) - 1e-9 <= drawn.whisker.high <= 100 + 1e-9


def test_task_bar_calls_nobody_lost_while_the_window_runs() -> None:
    assert {span.kind for span in task_bar(task(1, 2, 0), 3, is_open=True).spans} == {"kept", "waiting"}


def test_whisker_is_drawn_only_for_a_rate_that_is_given() -> None:
    assert task_bar(task(5, 5, 0), 10).whisker is None
    assert rate_bar(rate(20, 40)).whisker is not None
    assert rate_bar(rate(0, 0)).spans == ()


def test_sparkline_is_drawn_against_the_best_week() -> None:
    weeks = [
        Week(date(2026, 1, 5), 100, rate(50, 100)),
        Week(date(2026, 1, 12), 100, rate(25, 100)),
        Week(date(2026, 1, 19), 5, rate(5, 5)),
    ]
    heights = [(column.height, column.is_open) for column in sparkline(weeks)]
    assert heights == [(100.0, False), (50.0, False), (6.0, True)]
    assert sparkline([]) == ()


def test_sparkline_of_weeks_without_success_is_flat() -> None:
    assert [column.height for column in sparkline([Week(date(2026, 1, 5), 100, rate(0, 100))])] == [6.0]
