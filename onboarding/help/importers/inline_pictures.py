"""Pictures written into the HTML of an article itself, as `data:` addresses."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote_to_bytes

from onboarding.help.files.kinds import PICTURES, SVG
from onboarding.help.importers.pictures import Picture, picture_of

SUFFIXES = {kind.media_type: kind.suffix for kind in (SVG, *(kind for _, _, kind in PICTURES))}
NAMED = "inline-picture-"


@dataclass
class InlinePictures:
    """The pictures of all articles of a source, by the names that stand in their place."""

    _kept: dict[str, bytes] = field(default_factory=dict)

    def keep(self, address: str) -> str:
        """Keep what a `data:` address holds and name it; empty when it is no picture."""
        head, comma, body = address.removeprefix("data:").partition(",")
        media_type, *parameters = [part.strip().lower() for part in head.split(";")]
        if not comma or media_type not in SUFFIXES:
            return ""
        try:
            is_base64 = "base64" in parameters
            data = base64.b64decode(unquote_to_bytes(body), validate=False) if is_base64 else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            return ""
        name = f"{NAMED}{hashlib.sha256(data).hexdigest()[:16]}{SUFFIXES[media_type]}"
        self._kept[name] = data
        return name

    def find(self, file: str, source: str) -> Picture | str:  # noqa: ARG002 - a name is the same in every file
        """The picture of a name."""
        data = self._kept.get(source)
        return "is not in the article" if data is None else picture_of(source, len(data), partial(bytes, data))
