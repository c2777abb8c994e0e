"""Writing a zip: the same articles give the same bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import orjson

from onboarding.help.importers.archive.contents import ArchivedText, read_contents, read_files
from onboarding.help.importers.archive.layout import COLLECTIONS, NAMES
from onboarding.workspaces.queries import EnvironmentView

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time that files in the zip have: when they were written would make every zip another one."""
READABLE = 0o644 << 16


def write_archive(environment: EnvironmentView, path: Path) -> int:
    """Write the articles of an environment's workspace to a new zip; how many texts there are.

    Drafts and restricted articles are in it. What only we know is not: revisions, votes, what was sought.

    Raises:
        FileExistsError: there is a file of that name.
    """
    contents = read_contents(environment.workspace_id, environment.default_locale)
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, COLLECTIONS, orjson.dumps(contents.collections, option=options))
        for text in contents.texts:
            _add(archive, text.file, _file(text))
        names = {}
        for file in read_files(environment.workspace_id, sorted(contents.pictures)):
            _add(archive, contents.pictures[file.digest], file.data)
            names[file.digest] = file.name
        if names:
            _add(archive, NAMES, orjson.dumps(names, option=options))
    return len(contents.texts)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = READABLE
    archive.writestr(info, data)


def _file(text: ArchivedText) -> bytes:
    return f"---\n{text.head.dump()}---\n{text.markdown}".encode()
