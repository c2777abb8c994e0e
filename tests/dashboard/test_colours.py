"""Texts can be read in light and in dark: WCAG 2.2, 1.4.3 (AA)."""

from __future__ import annotations

import re

import pytest

from onboarding.dashboard.site import ASSETS

LEAST = 4.5
TOKEN = re.compile(r"--([a-z-]+): #([0-9a-f]{3}(?:[0-9a-f]{3})?);")
PAIRS = [
    *(("text", ground) for ground in ("ground", "surface", "sunken", "warm")),
    *(("quiet", ground) for ground in ("ground", "surface", "sunken", "warm")),
    *(("accent", ground) for ground in ("ground", "surface", "sunken", "warm")),
    *(("warm-text", ground) for ground in ("surface", "warm")),
    *((method, "ground") for method in ("writes", "replaces")),
    ("accent-text", "accent"),
]


def colours(scheme: str) -> dict[str, str]:
    light, dark = (ASSETS / "base.css").read_text().split("@media (prefers-color-scheme: dark)", 1)
    found = dict(TOKEN.findall(light))
    return found if scheme == "light" else found | dict(TOKEN.findall(dark))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_of_black_and_white_is_known() -> None:
    assert (luminance("fff") + 0.05) / (luminance("000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    tokens = colours(scheme)
    lighter, darker = sorted((luminance(tokens[text]), luminance(tokens[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= LEAST
