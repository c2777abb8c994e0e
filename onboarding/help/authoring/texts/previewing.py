"""A text as readers would see it if it were published as it is typed."""

from __future__ import annotations

from dataclasses import dataclass

from onboarding.content.markdown import LONGEST
from onboarding.help.authoring.texts.parsing import Setting, parsed
from onboarding.help.authoring.texts.stored import EditedText
from onboarding.help.blocks.outline import draw
from onboarding.help.models import Article
from onboarding.help.public_addresses import addresses_here
from onboarding.store import db
from onboarding.workspaces.queries import EnvironmentView


@dataclass(frozen=True)
class Preview:
    """A text as HTML, and what is to be said of its links."""

    html: str
    warnings: tuple[str, ...]


def preview_of(environment: EnvironmentView, text: EditedText, markdown: str) -> Preview:
    """The preview of a text's Markdown; empty for one that is too long."""
    if len(markdown) > LONGEST:
        return Preview("", ())
    article = db.session.get_one(Article, (environment.workspace_id, text.article_id))
    setting = Setting(environment.workspace_id, text.locale, text.slug, article.audience is not None)
    read = parsed(db.session(), setting, markdown)
    blocks = addresses_here(environment.workspace_id).led(read.blocks)
    return Preview(draw(blocks).html, read.warnings)
