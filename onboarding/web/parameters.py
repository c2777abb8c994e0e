"""The parameters of a query: an endpoint takes those it declares, and one that nobody reads is no silent loss."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import request

from onboarding.web.problems import Fault, Problem

P = ParamSpec("P")
R = TypeVar("R")

READS_QUERY = "_reads_query"
"""Attribute of a view: something knows what may stand in its query."""


def reads_query(view: Callable[P, R]) -> Callable[P, R]:
    """Mark that the view takes parameters and refuses what it does not know, or takes any."""
    vars(view)[READS_QUERY] = True
    return view


def without_query(view: Callable[P, R]) -> Callable[P, R]:
    """The view, which refuses every parameter with Problem 422 unless it is marked as reading them."""
    if READS_QUERY in vars(view):
        return view

    @wraps(view)
    def strict(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.args:
            faults = [Fault(f"/{name}", "Unknown field.") for name in request.args]
            raise Problem(422, "invalid", "The request does not fit its schema.", faults=faults)
        return view(*args, **kwargs)

    return reads_query(strict)
