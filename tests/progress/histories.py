"""Random histories of one user, and a naive oracle of what must come of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from onboarding.events.incoming import Incoming
from onboarding.store.types import from_milliseconds, to_milliseconds
from tests.conftest import NOON

TASKS = ("by-hand", "by-event", "by-url", "by-tour", "for-pro", "extra")
ORIGIN = to_milliseconds(NOON - timedelta(days=40))


PROPERTIES = {
    "task_completed": {"by": "server"},
    "checklist_snoozed": {"until": "9999-12-31T23:59:59-14:00"},
    "tour_ended": {"reason": "dismissed"},
}


def event(number: int, minute: int, name: str, content: str | None, item: str | None) -> Incoming:
    """An event with an id that says nothing of its time, as late events have."""
    return Incoming(
        id=number.to_bytes(16, "big"),
        name=name,
        occurred_ms=ORIGIN + minute * 60_000,
        skew_ms=0,
        content=content,
        version=1 if name.endswith("_started") else None,
        item=item,
        properties=PROPERTIES.get(name),
    )


KINDS = st.one_of(
    st.just(("checklist_started", "start", None)),
    st.tuples(st.sampled_from(["task_completed", "task_undone"]), st.just("start"), st.sampled_from(TASKS)),
    st.sampled_from([(f"checklist_{move}", "start", None) for move in ("dismissed", "reopened", "snoozed")]),
    st.sampled_from([("thing_made", None, None), ("toured", None, None), ("unrelated", None, None)]),
    st.sampled_from(
        [
            ("tour_started", "around", None),
            ("step_seen", "around", "first"),
            ("tour_completed", "around", None),
            ("tour_ended", "around", None),
        ]
    ),
)
MINUTES = st.one_of(st.integers(0, 30), st.integers(0, 40 * 24 * 60))


@st.composite
def histories(draw: st.DrawFn) -> list[Incoming]:
    """Up to 25 events of one user, with many at the same minute."""
    kinds = draw(st.lists(st.tuples(MINUTES, KINDS), min_size=1, max_size=25))
    return [event(number, minute, *kind) for number, (minute, kind) in enumerate(kinds)]


@st.composite
def deliveries(draw: st.DrawFn, history: Sequence[Incoming]) -> list[list[Incoming]]:
    """The same events in any order, some of them repeatedly, in batches of any size."""
    repeated = draw(st.lists(st.sampled_from(history), max_size=10))
    order = draw(st.permutations([*history, *repeated]))
    cuts = draw(st.lists(st.integers(0, len(order)), max_size=6))
    edges = sorted({0, len(order), *cuts})
    return [list(order[a:b]) for a, b in pairwise(edges)]


COMPLETES = {"thing_made": "by-event", "toured": "by-tour", "tour_completed": "by-tour"}


def first_completions(history: Sequence[Incoming]) -> dict[str, datetime]:
    """Oracle: read the history in order of time, and note each task's first completion."""
    firsts: dict[str, datetime] = {}
    for each in sorted(history, key=lambda one: one.occurred_ms):
        task = each.item if each.name == "task_completed" else COMPLETES.get(each.name)
        if task is not None:
            firsts.setdefault(task, from_milliseconds(each.occurred_ms))
    return firsts


def done_now(history: Sequence[Incoming]) -> set[str]:
    """Oracle: tick and untick in order of time, ties in order of id."""
    done: set[str] = set()
    for each in sorted(history, key=lambda one: (one.occurred_ms, one.id)):
        task = each.item if each.name == "task_completed" else COMPLETES.get(each.name)
        if task is not None:
            done.add(task)
        if each.name == "task_undone" and each.item is not None:
            done.discard(each.item)
    return done


def first_start(history: Sequence[Incoming]) -> datetime | None:
    """Oracle: the earliest start."""
    starts = [each.occurred_ms for each in history if each.name == "checklist_started"]
    return from_milliseconds(min(starts)) if starts else None
