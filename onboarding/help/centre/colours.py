"""Colours of a workspace's theme, made readable on the pages' grounds whatever was chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HEX = re.compile(r"#[0-9a-fA-F]{6}")
DEFAULT_ACCENT = "#2f5bea"
WHITE = (255, 255, 255)
BLACK = (0, 0, 0)
LIGHT_GROUND = (238, 242, 250)
DARK_GROUND = (30, 34, 46)
"""The tinted grounds of centre.css, on which links are hardest to read."""
READABLE = 4.5
"""Least contrast of text: WCAG 2.2, success criterion 1.4.3."""
STEP = 0.04
Colour = tuple[int, int, int]


def stylesheet(theme: Mapping[str, Any]) -> str:
    """The part of the style that a workspace chooses."""
    accent = _parse(theme.get("accent"))
    mode = theme.get("mode")
    scheme = mode if mode in ("light", "dark") else "light dark"
    on_accent = WHITE if contrast(accent, WHITE) >= contrast(accent, BLACK) else BLACK
    return (
        f":root{{color-scheme:{scheme};"
        f"--accent:{_hex(accent)};--on-accent:{_hex(on_accent)};"
        f"--link:light-dark({_hex(readable(accent, LIGHT_GROUND))},{_hex(readable(accent, DARK_GROUND))})}}\n"
    )


def readable(colour: Colour, ground: Colour) -> Colour:
    """The colour, moved towards black or white until it can be read on the ground."""
    target = BLACK if contrast(ground, BLACK) > contrast(ground, WHITE) else WHITE
    share = 0.0
    mixed = colour
    while contrast(mixed, ground) < READABLE and share < 1:
        share += STEP
        mixed = _mix(colour, target, min(share, 1))
    return mixed


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    shares = (channel / 255 for channel in colour)
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(colour: Colour, target: Colour, share: float) -> Colour:
    red, green, blue = (round(one + (other - one) * share) for one, other in zip(colour, target, strict=True))
    return red, green, blue


def _parse(value: object) -> Colour:
    text = value if isinstance(value, str) and HEX.fullmatch(value) else DEFAULT_ACCENT
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
