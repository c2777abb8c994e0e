"""Addresses of a vendor's help centre."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

NUMBER_AND_WORDS = re.compile(r"(/articles?/\d{1,20})-[^/?#]*/?\Z")
LONGEST = 600


def without_words(address: str) -> tuple[str, ...]:
    """An address as it is, and without the words after the article's number, as links often spell it."""
    if not address.startswith(("https://", "http://", "/")) or len(address) > LONGEST:
        return ()
    bare = NUMBER_AND_WORDS.sub(r"\1", address)
    return (address,) if bare == address else (address, bare)


def origin_of(addresses: Iterable[Iterable[str]]) -> str | None:
    """Where most of the addresses are, without a path; None when they do not say."""
    origins: Counter[str] = Counter()
    for address in (each for several in addresses for each in several):
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            origins[f"https://{parts.netloc}"] += 1
    return origins.most_common(1)[0][0] if origins else None
