"""One file of the folder: an article in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onboarding.content.markdown import blocks_of
from onboarding.help.importers.html.page import Page, read_page
from onboarding.help.importers.html_markdown.losses import listed
from onboarding.help.importers.html_markdown.parsing import HtmlRefused
from onboarding.help.importers.inline_pictures import InlinePictures
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source_text import SourceText

SOURCE = "html"
LARGEST_FILE = 30_000_000
LONGEST_PATH = 600
LANGUAGE_PART = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


@dataclass(frozen=True)
class PageReader:
    """Reads the pages of a folder."""

    root: Path
    default_locale: str
    inline: InlinePictures
    """Keeps the pictures that are written into them."""

    def text(self, path: Path, file: str) -> SourceText:
        """The article of a page; raises ValueError when it cannot be used, and why."""
        if not file.isprintable() or len(file) > LONGEST_PATH:
            raise ValueError(f"the file's path must be at most {LONGEST_PATH} printable characters")
        try:
            page = read_page(_decoded(path), self.inline.keep)
        except HtmlRefused as refusal:
            raise ValueError(str(refusal)) from refusal
        if not page.title:
            raise ValueError("there is no title, neither <h1> nor <title>")
        name, locale = _identity(file, page, self.default_locale)
        return SourceText(
            article=(SOURCE, name),
            locale=locale,
            file=file,
            name=_telling(name),
            title=page.title,
            blocks=blocks_of(page.markdown),
            markdown=page.markdown,
            description=page.description,
            keywords=page.keywords,
            stands_at=_addresses(file),
            remarks=(Remark(file, 0, RemarkKind.LOSS, listed(page.losses)),) if page.losses else (),
        )


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(f"the file is larger than {LARGEST_FILE} bytes")
        return path.read_bytes().decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise ValueError(f"the file is not UTF-8: {error.reason}") from error
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror}") from error


def _identity(file: str, page: Page, default_locale: str) -> tuple[str, str]:
    """Name without language, and the language: the page's own, which its first folder may repeat (`de/banks.html`)."""
    name = str(PurePosixPath(file).with_suffix(""))
    first, slash, rest = name.partition("/")
    tag = first.replace("_", "-").lower()
    spoken = (page.locale or tag).lower()
    if slash and LANGUAGE_PART.fullmatch(first) and spoken.partition("-")[0] == tag.partition("-")[0]:
        return rest, page.locale or first
    return name, page.locale or default_locale


def _telling(name: str) -> str:
    """The names a slug is made of: a folder's own page is called after the folder."""
    return name.removesuffix("/index")


def _addresses(file: str) -> tuple[str, ...]:
    bare = str(PurePosixPath(file).with_suffix(""))
    return () if bare == "index" else (f"/{file}", f"/{bare.removesuffix('/index')}")
