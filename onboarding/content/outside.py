"""What contents may refer to that is no content, such as articles: features above say whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask

from onboarding.store.per_app import PerApp

Finder = Callable[[int, str], bool]
"""Whether a workspace has the thing of a key."""
FINDERS: PerApp[Mapping[str, Finder]] = PerApp("outside")


def register(app: Flask, finders: Mapping[str, Finder]) -> None:
    """Make known to `app` what can be referred to, by kind."""
    FINDERS.put(app, dict(finders))


def is_outside(kind: str) -> bool:
    """Whether things of a kind are no contents."""
    return kind in FINDERS.get()


def is_there(workspace_id: int, kind: str, key: str) -> bool:
    """Whether a workspace has such a thing now."""
    return FINDERS.get()[kind](workspace_id, key)
