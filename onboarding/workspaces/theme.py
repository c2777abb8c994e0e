"""What a workspace decides about the widget's looks, and what each value may be.

Values reach style sheets of other people's pages, so each is checked for being of its kind, not cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from onboarding.workspaces.changes import ChangeError

DEFAULTS: Mapping[str, Any] = {
    "accent": "#2f5bea",
    "accent_text": "#ffffff",
    "mode": "auto",
    "position": "end",
    "launcher": True,
}
"""What a workspace that decided nothing has."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
SWITCH = {"on": True, "off": False}


def checked_theme(changes: Mapping[str, str]) -> dict[str, Any]:
    """The values as they are stored, None for an empty text; raises ChangeError."""
    for name in changes:
        if name not in KINDS:
            raise ChangeError(f"The theme has no {name!r}; it has {', '.join(KINDS)}.")
    return {name: KINDS[name](name, text) if text else None for name, text in changes.items()}


def _colour(name: str, text: str) -> str:
    if COLOUR.fullmatch(text) is None:
        raise ChangeError(f"{name} must be a colour of six hexadecimal digits such as #2f5bea, not {text!r}.")
    return text.lower()


def _one_of(*choices: str) -> Callable[[str, str], str]:
    def check(name: str, text: str) -> str:
        if text not in choices:
            raise ChangeError(f"{name} must be one of {', '.join(choices)}, not {text!r}.")
        return text

    return check


def _switch(name: str, text: str) -> bool:
    if text not in SWITCH:
        raise ChangeError(f"{name} must be on or off, not {text!r}.")
    return SWITCH[text]


KINDS: Mapping[str, Callable[[str, str], Any]] = {
    "accent": _colour,
    "accent_text": _colour,
    "mode": _one_of("auto", "light", "dark"),
    "position": _one_of("start", "end"),
    "launcher": _switch,
}
"""How each value is read."""
