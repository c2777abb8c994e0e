"""Addresses somebody typed."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_url(text: str) -> SplitResult | None:
    """The parts of an address, absolute or not; None for what cannot be taken apart, such as `http://[`.

    Every part can be read without an error, the port too.
    """
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it is what finds a bad one
    except ValueError:
        return None
    return parts


def host_in(text: str) -> str | None:
    """Host and port of an address, as they stand in it; None for what cannot be taken apart."""
    parts = split_url(text)
    return parts.netloc if parts is not None else None


def is_web_address(text: str) -> bool:
    """Whether a text is an address that can be asked: http or https, with a host, and without spaces in it."""
    parts = split_url(text)
    is_asked = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    return is_asked and text.isprintable() and " " not in text
