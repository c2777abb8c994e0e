"""A text that arrives from somebody who is no longer signed in: shown to them, so that it is not lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import render_template, request

from onboarding.dashboard.articles.forms import let_in, typed_text
from onboarding.dashboard.session import signed_in

P = ParamSpec("P")
R = TypeVar("R")


def keeping_words(view: Callable[P, R]) -> Callable[P, R | tuple[str, int]]:
    """Give back what was typed to whoever may not save it until they have signed in."""

    @wraps(view)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R | tuple[str, int]:
        if signed_in() is not None:
            return view(*args, **kwargs)
        let_in()
        page = render_template("dashboard/articles/signed_out.html", typed=typed_text(), address=request.path)
        return page, 401

    return kept
