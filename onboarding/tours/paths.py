"""The way a user goes through a tour: each step leads to one other, or to the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Steps = Sequence[Mapping[str, Any]]


def way_through(steps: Steps) -> list[int]:
    """Places of the steps that a user comes to, each once, in order."""
    way: list[int] = []
    place: int | None = 0
    while place is not None and place not in way:
        way.append(place)
        place = _after(steps, place)
    return way


def step_that_turns_back(steps: Steps) -> int | None:
    """Place of a step whose branch makes the tour go round without end; None when it comes to its end."""
    way = way_through(steps)
    again = _after(steps, way[-1])
    if again is None:
        return None
    circle = way[way.index(again) :]
    return next(place for place in circle if (_after(steps, place) or 0) <= place)


def _after(steps: Steps, place: int) -> int | None:
    branch = steps[place]["next"]
    if branch is not None:
        return next(other for other, step in enumerate(steps) if step["key"] == branch)
    return place + 1 if place + 1 < len(steps) else None
