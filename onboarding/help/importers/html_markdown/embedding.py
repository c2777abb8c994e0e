"""Videos, sounds and pages embedded in an article: a link is what remains of them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from onboarding.help.importers.html_markdown.elements import Element
from onboarding.help.importers.html_markdown.losses import Loss, Losses

YOUTUBE = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{1,40})")
VIMEO = re.compile(r"(?:https?:)?//player\.vimeo\.com/video/(\d{1,20})")
LOOM = re.compile(r"(?:https?:)?//(?:www\.)?loom\.com/embed/(\w{1,64})")
WATCHED_AT = (
    (YOUTUBE, "https://www.youtube.com/watch?v={}"),
    (VIMEO, "https://vimeo.com/{}"),
    (LOOM, "https://www.loom.com/share/{}"),
)


def link_to(element: Element, losses: Losses) -> dict[str, Any] | None:
    """A link to what the element shows; None when it names nothing that can be linked."""
    address = _address(element)
    if address is None:
        losses[Loss.UNNAMED_EMBEDDING] += 1
        return None
    losses[Loss.FRAME if element.tag in ("iframe", "object", "embed") else Loss.VIDEO] += 1
    title = " ".join(element.attributes.get("title", "").split()) or urlsplit(address).hostname or address
    return {"tag": "a", "href": address, "children": [title]}


def _address(element: Element) -> str | None:
    inner = (each.attributes.get("src", "") for each in element.elements if each.tag in ("source", "embed"))
    named = element.attributes.get("src") or element.attributes.get("data") or next(inner, "")
    for embedded, watched in WATCHED_AT:
        match = embedded.match(named)
        if match:
            return watched.format(match[1])
    address = f"https:{named}" if named.startswith("//") else named
    return address if address.startswith(("https://", "http://")) else None
