"""An article as Markdown, for programs and for people who copy."""

from __future__ import annotations

from flask import Response

from onboarding.help.addresses import article_path
from onboarding.help.blocks.markdown_text import to_markdown
from onboarding.help.centre.answering import KEEP
from onboarding.help.centre.site import Site
from onboarding.help.reading.queries import ArticleView
from onboarding.web.answers import cacheable

MARKDOWN = "text/markdown"


def markdown_answer(site: Site, read: ArticleView) -> Response:
    """The article, and where its page stands."""
    entry = read.entry
    canonical = {
        "Link": f'<{site.absolute(article_path(entry.locale, entry.slug))}>; rel="canonical"',
        "Vary": "Accept",
    }
    body = to_markdown(entry.title, read.blocks, site.absolute)
    return cacheable(body.encode(), keep=KEEP, mimetype=MARKDOWN, headers=canonical)
