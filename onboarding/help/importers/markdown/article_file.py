"""One file of the folder: an article in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onboarding.content.blocks import Blocks
from onboarding.content.faults import SourceFault
from onboarding.content.markdown import blocks_of
from onboarding.help.importers.markdown import front_matter, leftovers
from onboarding.help.importers.markdown.article_head import ArticleHead, read_head
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.help.importers.markdown.leftovers import Cleaned
from onboarding.help.importers.markdown.raw_html import straighten
from onboarding.help.importers.report import Remark, RemarkKind
from onboarding.help.importers.source import Passage, SourceText
from onboarding.workspaces import locales

SOURCE = "markdown"
FILE_LOCALE = re.compile(r"(?P<stem>.+?)\._?(?P<locale>[a-z]{2}(?:[-_][A-Za-z0-9]{2,4})?)")
FIRST_HEADING = re.compile(r"\s*# +(?P<title>[^\n]+)(?:\n|\Z)")
LARGEST_FILE = 1_000_000
LONGEST_PATH = 600


@dataclass(frozen=True)
class ArticleFile:
    """An article in one language, and what its file says of the whole article."""

    text: SourceText
    head: ArticleHead

    @property
    def name(self) -> str:
        """The file's path without language and ending, the same for every language of an article."""
        return self.text.name

    @property
    def folder(self) -> str:
        """The folder the file lies in; empty at the top."""
        return self.name.rpartition("/")[0]


class NotAnArticle(Exception):  # noqa: N818 - other files may lie in the folder
    """A Markdown file without front matter, such as a README."""


def read_file(path: Path, *, file: str, default_locale: str) -> ArticleFile:
    """The article of a file.

    Raises:
        NotAnArticle: it has no front matter.
        FrontMatterError: it cannot be used, and why.
    """
    front = front_matter.split(_decoded(path))
    if front is None:
        raise NotAnArticle
    head = read_head(front)
    name, named_locale = _identity(file)
    title, body = _title(head, front)
    cleaned = leftovers.clean(body, head.lists)
    markdown = straighten(cleaned.text)
    text = SourceText(
        article=(SOURCE, name),
        locale=named_locale or head.locale or default_locale,
        file=file,
        name=name,
        title=title,
        blocks=_blocks(markdown, front),
        markdown=markdown,
        description=head.description,
        keywords=head.keywords,
        slug=head.slug,
        is_draft=head.draft,
        stands_at=(head.permalink,) if head.permalink else (),
        stood_at=head.redirect_from,
        passage=Passage(front.body, front.body_line, front.lines),
        remarks=(*_remarks_on_head(file, front, head, cleaned), *_remarks_on_tags(file, front, cleaned)),
        attribute_lists=cleaned.attribute_lists,
    )
    return ArticleFile(text, head)


def fault_of(file: str, error: FrontMatterError) -> SourceFault:
    """An error of a file as the import lists it."""
    return SourceFault(file, error.line, error.detail)


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FrontMatterError(1, f"the file is larger than {LARGEST_FILE} bytes")
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\0", "")
    except UnicodeDecodeError as error:
        raise FrontMatterError(1, f"the file is not UTF-8: {error.reason}") from error
    except OSError as error:
        raise FrontMatterError(1, f"the file cannot be read: {error.strerror}") from error


def _identity(file: str) -> tuple[str, str | None]:
    """Name and language that a path says: `billing/banks.en.md`, `billing/banks._pt_BR.md`."""
    if not file.isprintable() or len(file) > LONGEST_PATH:  # also what is not UTF-8 on disk
        raise FrontMatterError(1, f"the file's path must be at most {LONGEST_PATH} printable characters")
    path = PurePosixPath(file).with_suffix("")
    match = FILE_LOCALE.fullmatch(path.name)
    if match is None:
        return str(path), None
    return str(path.with_name(match["stem"])), locales.canonical(match["locale"])


def _title(head: ArticleHead, front: FrontMatter) -> tuple[str, str]:
    """The title, and the body without a first heading that only repeats it (its line stays, so that others count)."""
    heading = FIRST_HEADING.match(front.body)
    written = " ".join(heading["title"].rstrip("# ").split()) if heading else None
    title = head.title or written
    if not title:
        raise FrontMatterError(1, "there is no title, neither in the front matter nor as a first `# heading`")
    if heading is None or written != title:
        return title, front.body
    return title, "\n" * heading[0].count("\n") + front.body[heading.end() :]


def _blocks(markdown: str, front: FrontMatter) -> Blocks:
    try:
        return blocks_of(markdown)
    except ValueError as error:
        raise FrontMatterError(front.body_line, str(error)) from error


def _remarks_on_head(file: str, front: FrontMatter, head: ArticleHead, cleaned: Cleaned) -> list[Remark]:
    drawn = {tag.drawn_list for tag in cleaned.tags}
    return [
        Remark(file, front.line(key), RemarkKind.KEY, f"unknown front matter key {key!r}")
        for key in head.unknown
        if key not in drawn
    ]


def _remarks_on_tags(file: str, front: FrontMatter, cleaned: Cleaned) -> list[Remark]:
    return [
        Remark(
            file,
            front.body_line + tag.line - 1,
            RemarkKind.TEMPLATE_TAG if tag.drawn_list is None else RemarkKind.TEMPLATE_LIST,
            tag.source if tag.drawn_list is None else f"{tag.drawn_list}: {tag.source}",
        )
        for tag in cleaned.tags
    ]
