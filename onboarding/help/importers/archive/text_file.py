"""One file of a zip: an article in one language."""

from __future__ import annotations

from dataclasses import dataclass

from onboarding.help.importers.archive.collections_file import is_locale
from onboarding.help.importers.archive.head import Head, read_head
from onboarding.help.importers.markdown import front_matter
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.help.importers.source_text import Passage, SourceText


@dataclass(frozen=True)
class TextFile:
    """A text, and what its file says of the whole article."""

    head: Head
    text: SourceText


def read_text_file(name: str, data: bytes) -> TextFile:
    """The text in a file; raises FrontMatterError when it cannot be used."""
    locale = name.removesuffix(".md").rpartition(".")[2]
    if not is_locale(locale):
        raise FrontMatterError(1, "the file's name must end in a language, as in name.en.md")
    front = _front(data)
    head = read_head(front)
    return TextFile(head, _text(name, locale, front, head))


def _text(name: str, locale: str, front: FrontMatter, head: Head) -> SourceText:
    return SourceText(
        article=(head.source, head.source_id),
        locale=locale,
        file=name,
        name=head.slug,
        title=head.title,
        blocks=front.tree_of(front.body),
        markdown=front.body,
        description=head.description,
        keywords=head.keywords,
        slug=head.slug,
        is_draft=head.state == "draft",
        is_outdated=head.outdated,
        stood_at=head.redirect_from,
        updated_at=head.updated_at,
        passage=Passage(front.body, front.body_line, front.lines),
    )


def _front(data: bytes) -> FrontMatter:
    try:
        front = front_matter.split(data.decode())
    except UnicodeDecodeError as error:
        raise FrontMatterError(1, f"the file is not UTF-8: {error.reason}") from error
    if front is None:
        raise FrontMatterError(1, "the file has no front matter")
    if "\0" in front.body:
        raise FrontMatterError(front.body_line, "a text cannot hold NUL")
    return front
