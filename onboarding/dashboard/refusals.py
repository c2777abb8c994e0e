"""A form that is refused: its page again, with what was typed and why, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from onboarding.dashboard.access import Seat

P = ParamSpec("P")
R = TypeVar("R")
Page = str | tuple[str, int]


def refused(
    error: type[Exception], status: int, draw: Callable[..., str]
) -> Callable[[Callable[Concatenate[Seat, P], R]], Callable[Concatenate[Seat, P], R | Page]]:
    """Answer a view's `error` with a page and a status; below `seated`.

    Args:
        error: why the form cannot be taken.
        status: 422 for what its sender has to mend, 409 for what somebody else has done meanwhile.
        draw: makes the page of the seat, the error and what the view gets of its address.
    """

    def guard(view: Callable[Concatenate[Seat, P], R]) -> Callable[Concatenate[Seat, P], R | Page]:
        @wraps(view)
        def guarded(seat: Seat, /, *args: P.args, **kwargs: P.kwargs) -> R | Page:
            try:
                return view(seat, *args, **kwargs)
            except error as raised:
                return draw(seat, raised, *args, **kwargs), status

        return guarded

    return guard
