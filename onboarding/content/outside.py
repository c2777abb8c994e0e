"""What contents may refer to that is no content, such as articles: features above say whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, current_app

Finder = Callable[[int, str], bool]
"""Whether a workspace has the thing of a key."""


def register(app: Flask, finders: Mapping[str, Finder]) -> None:
    """Make known to `app` what can be referred to, by kind."""
    app.extensions["handrail.outside"] = dict(finders)


def is_outside(kind: str) -> bool:
    """Whether things of a kind are no contents."""
    return kind in _finders()


def is_there(workspace_id: int, kind: str, key: str) -> bool:
    """Whether a workspace has such a thing now."""
    return _finders()[kind](workspace_id, key)


def _finders() -> Mapping[str, Finder]:
    finders: Mapping[str, Finder] = current_app.extensions["handrail.outside"]
    return finders
