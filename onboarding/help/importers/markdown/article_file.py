"""One file of the folder: an article in one language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onboarding.content.faults import SourceFault
from onboarding.help.importers.markdown import front_matter
from onboarding.help.importers.markdown.article_body import read_body
from onboarding.help.importers.markdown.article_head import ArticleHead, read_head
from onboarding.help.importers.markdown.file_name import read_file_name
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.help.importers.source_text import Passage, SourceText

SOURCE = "markdown"
LARGEST_FILE = 1_000_000


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
    return ArticleFile(_text(file, front, head, default_locale), head)


def fault_of(file: str, error: FrontMatterError) -> SourceFault:
    """An error of a file as the import lists it."""
    return SourceFault(file, error.line, error.detail)


def _text(file: str, front: FrontMatter, head: ArticleHead, default_locale: str) -> SourceText:
    name, body = read_file_name(file), read_body(front, head)
    return SourceText(
        article=(SOURCE, name.article),
        locale=name.locale or head.locale or default_locale,
        file=file,
        name=name.article,
        title=body.title,
        blocks=body.blocks,
        markdown=body.markdown,
        description=head.description,
        keywords=head.keywords,
        slug=head.slug,
        is_draft=head.draft,
        stands_at=(head.permalink,) if head.permalink else (),
        stood_at=head.redirect_from,
        passage=Passage(front.body, front.body_line, front.lines),
        remarks=tuple(body.remarks(file, front, head)),
        attribute_lists=body.cleaned.attribute_lists,
    )


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FrontMatterError(1, f"the file is larger than {LARGEST_FILE} bytes")
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\0", "")
    except UnicodeDecodeError as error:
        raise FrontMatterError(1, f"the file is not UTF-8: {error.reason}") from error
    except OSError as error:
        raise FrontMatterError(1, f"the file cannot be read: {error.strerror}") from error
