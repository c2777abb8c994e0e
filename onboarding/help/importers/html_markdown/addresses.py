"""Addresses in HTML, as Markdown spells them."""

from __future__ import annotations

import re

from markdown_it.common.normalize_url import normalizeLink

from onboarding.help.importers.html_markdown.parsing import SCHEMES

UNSAFE_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", '"': "%22", "`": "%60", " ": "%20"})
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
STRIPPED = "".join(map(chr, range(33)))
"""What browsers take off the ends of an address."""


def address_of(written: str) -> str:
    """An address as Markdown spells it; empty when no reader could follow it."""
    address = normalizeLink(re.sub(r"[\t\r\n]", "", written).strip(STRIPPED)).translate(UNSAFE_IN_ADDRESS)
    scheme = SCHEME.match(address)
    return "" if scheme and scheme[1].lower() not in SCHEMES else re.sub("^//+", "https://", address)


def secure_address(source: str) -> str:
    """The address of a picture; over https, as browsers ask for it in a page that came over https."""
    return address_of(source).replace("http://", "https://", 1)
