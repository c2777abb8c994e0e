"""Texts of the contract as HTML: paragraphs as they are, `code` marked by backticks."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

CODE = re.compile(r"`([^`]+)`")


def prose(text: str) -> Markup:
    """The text, escaped, with what stands between backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before it is marked
