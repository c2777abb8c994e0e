"""Pictures that lie in the folder beside the articles that show them."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Picture:
    """A picture read from the folder."""

    digest: str
    suffix: str
    data: bytes

    @property
    def media_type(self) -> str:
        """Its media type, by the ending of its name."""
        return MEDIA_TYPES[self.suffix]


def find_picture(root: Path, file: str, source: str) -> Picture | str:
    """The picture that `source` means in a file of the folder, or why there is none."""
    try:
        path = unquote(urlsplit(source).path)
        inside = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(file), path)
        place = (root / inside).resolve()
        if not place.is_relative_to(root.resolve()) or not place.is_file():
            return "is not in the folder"
        if place.suffix.lower() not in MEDIA_TYPES:
            return "is of no kind that browsers show"
        if place.stat().st_size > LARGEST:
            return f"is larger than {LARGEST // 1024 // 1024} MB"
        data = place.read_bytes()
    except (OSError, ValueError) as error:
        return f"cannot be read ({error})"
    return Picture(hashlib.sha256(data).hexdigest(), place.suffix.lower(), data)
