"""Votes that come as events of the widget, in any order: of two on the same text the later one counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from onboarding.events.incoming import Incoming
from onboarding.help.votes.service import LONGEST_COMMENT
from onboarding.help.votes.texts import VotedText, locked_votes, published_texts
from onboarding.progress.consumers import Consumer
from onboarding.store.types import from_milliseconds
from onboarding.workspaces import locales
from onboarding.workspaces.queries import EnvironmentView

VOTED = "article_voted"


def take_votes(session: Session, environment: EnvironmentView, user_id: int, events: Sequence[Incoming]) -> None:
    """Keep what a user said of articles; the number of statements does not depend on how many there are.

    What says neither yes nor no, or is about an article that nobody can read, is passed over.
    """
    votes = [each for each in events if each.article and isinstance(_properties(each).get("helpful"), bool)]
    texts = published_texts(environment.workspace_id, {each.article for each in votes if each.article})
    chosen = [(each, text) for each in votes if (text := _text_of(each, texts, environment.default_locale))]
    rows = locked_votes(session, environment.id, user_id, {text for _, text in chosen})
    for event, text in chosen:
        said = from_milliseconds(event.occurred_ms), bool(_properties(event)["helpful"])
        row = rows[text]
        if said >= (row.voted_at, row.is_helpful):  # a comment may come in the millisecond of its vote
            row.voted_at, row.is_helpful = said
            row.comment = _comment_of(event, row.comment)


CONSUMERS: dict[str, Consumer] = {VOTED: take_votes}
"""Who takes which event."""


def _text_of(event: Incoming, texts: Sequence[VotedText], default_locale: str) -> VotedText | None:
    """The text the event is about: in its language if it names one, else in the workspace's, else in any."""
    written = {text.locale: text for text in texts if text.article_id == event.article}
    locale = _properties(event).get("locale")
    wanted = locales.chain(locale if isinstance(locale, str) else None, default_locale, written)
    return next((written[each] for each in wanted if each in written), None)


def _comment_of(event: Incoming, earlier: str | None) -> str | None:
    """What was added to the vote, as much of it as is kept; the earlier comment when nothing was."""
    comment = _properties(event).get("comment")
    if not isinstance(comment, str):
        return earlier
    return comment.replace("\0", "").strip()[:LONGEST_COMMENT] or None


def _properties(event: Incoming) -> Mapping[str, object]:
    return event.properties or {}
