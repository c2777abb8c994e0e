"""The body of an article's file: without what only a site generator understands, and without a title said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onboarding.content.blocks import Blocks
from onboarding.help.importers.html_markdown.losses import Losses, listed
from onboarding.help.importers.markdown import leftovers
from onboarding.help.importers.markdown.article_head import ArticleHead
from onboarding.help.importers.markdown.embedded import linked
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError
from onboarding.help.importers.markdown.leftovers import Cleaned
from onboarding.help.importers.markdown.raw_html import straighten
from onboarding.help.importers.report import Remark, RemarkKind

FIRST_HEADING = re.compile(r"\s*# +(?P<title>[^\n]+)(?:\n|\Z)")


@dataclass(frozen=True)
class ArticleBody:
    """A body as it is to be shown."""

    title: str
    """Of the article: what the head says, else the first heading."""
    markdown: str
    blocks: Blocks
    cleaned: Cleaned
    """What was taken out."""
    losses: Losses
    """Of the HTML in it."""

    def remarks(self, file: str, front: FrontMatter, head: ArticleHead) -> Iterator[Remark]:
        """What was not understood, and where it stands."""
        if self.losses:
            yield Remark(file, 0, RemarkKind.LOSS, listed(self.losses))
        drawn = {tag.drawn_list for tag in self.cleaned.tags}
        for key in head.unknown:
            if key not in drawn:
                yield Remark(file, front.line(key), RemarkKind.KEY, f"unknown front matter key {key!r}")
        for tag in self.cleaned.tags:
            line = front.body_line + tag.line - 1
            if tag.drawn_list is None:
                yield Remark(file, line, RemarkKind.TEMPLATE_TAG, tag.source)
            else:
                yield Remark(file, line, RemarkKind.TEMPLATE_LIST, f"{tag.drawn_list}: {tag.source}")


def read_body(front: FrontMatter, head: ArticleHead) -> ArticleBody:
    """The body below a head; raises FrontMatterError when it cannot be used, or there is no title."""
    title, body = _title(head, front)
    cleaned = leftovers.clean(body, head.lists)
    markdown, losses = linked(straighten(cleaned.text))
    return ArticleBody(title, markdown, front.tree_of(markdown), cleaned, losses)


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
