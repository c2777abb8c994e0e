"""What kind of file somebody uploads: told by what it holds, never by its name. Nothing is decoded or unpacked."""

from __future__ import annotations

from dataclasses import dataclass

from onboarding.help.files.svg import svg_flaw

PLAIN_CONTROLS = frozenset("\t\n\r\f")


class FileRefused(ValueError):  # noqa: N818 - a state the editor mends
    """A file that cannot be taken; the text says why."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be uploaded."""

    media_type: str
    suffix: str


PICTURES: tuple[tuple[int, bytes, FileKind], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", FileKind("image/png", ".png")),
    (0, b"\xff\xd8\xff", FileKind("image/jpeg", ".jpg")),
    (0, b"GIF87a", FileKind("image/gif", ".gif")),
    (0, b"GIF89a", FileKind("image/gif", ".gif")),
    (8, b"WEBP", FileKind("image/webp", ".webp")),
    (4, b"ftypavif", FileKind("image/avif", ".avif")),
    (4, b"ftypavis", FileKind("image/avif", ".avif")),
)
"""Where and with what each kind of picture begins."""
SVG = FileKind("image/svg+xml", ".svg")
ATTACHMENTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind("application/pdf", ".pdf")),
    (b"PK\x03\x04", FileKind("application/zip", ".zip")),
)
"""With what each kind of file begins that readers save; office documents are zips."""
TEXT = FileKind("text/plain", ".txt")


def kind_of(data: bytes) -> FileKind:
    """The kind of a file; raises FileRefused for one that is none of those taken."""
    for place, mark, kind in PICTURES:
        if data[place : place + len(mark)] == mark and (place != 8 or data.startswith(b"RIFF")):
            return kind
    for mark, kind in ATTACHMENTS:
        if data.startswith(mark):
            return kind
    text = _text(data)
    if text is None:
        raise FileRefused("It is none of the kinds taken: PNG, JPEG, GIF, WebP, AVIF, SVG, PDF, ZIP, plain text.")
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return TEXT
    flaw = svg_flaw(data)
    if flaw is not None:
        raise FileRefused(f"It is no drawing (SVG) that can be shown safely: {flaw}.")
    return SVG


def _text(data: bytes) -> str | None:
    """What a file says; None when it is no text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_plain = all(character >= " " or character in PLAIN_CONTROLS for character in text)
    return text if data and is_plain else None
