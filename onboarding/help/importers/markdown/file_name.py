"""What the name of an article's file says: which article it is, and in which language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from onboarding.help.importers.markdown.front_matter import FrontMatterError
from onboarding.workspaces import locales

LOCALISED = re.compile(r"(?P<stem>.+?)\._?(?P<locale>[a-z]{2}(?:[-_][A-Za-z0-9]{2,4})?)")
LONGEST_PATH = 600


@dataclass(frozen=True)
class FileName:
    """A path within the folder, taken apart: `billing/banks.en.md`, `billing/banks._pt_BR.md`."""

    article: str
    """The path without language and ending, the same for every language of an article."""
    locale: str | None


def read_file_name(file: str) -> FileName:
    """What a path says; raises FrontMatterError when it cannot be stored."""
    if not file.isprintable() or len(file) > LONGEST_PATH:  # also what is not UTF-8 on disk
        raise FrontMatterError(1, f"the file's path must be at most {LONGEST_PATH} printable characters")
    path = PurePosixPath(file).with_suffix("")
    match = LOCALISED.fullmatch(path.name)
    if match is None:
        return FileName(str(path), None)
    return FileName(str(path.with_name(match["stem"])), locales.canonical(match["locale"]))
