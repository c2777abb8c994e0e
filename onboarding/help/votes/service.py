"""Votes are cast, changed, and go with the user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from onboarding.help.reading.entries import Entry
from onboarding.help.votes.models import ArticleVote
from onboarding.help.votes.texts import VotedText, blank_vote, locked_votes, published_texts
from onboarding.people.queries import UserView
from onboarding.people.storage import lock_user
from onboarding.store import transaction
from onboarding.web.problems import NotFoundError
from onboarding.workspaces.queries import EnvironmentView

LONGEST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reader says of an article."""

    is_helpful: bool
    comment: str | None = None
    """At most 1,000 characters; None leaves an earlier comment as it is, and an empty one takes it back."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote as it stands; by its id a reader whom nobody knows may change it."""

    id: str
    article_id: str
    locale: str
    is_helpful: bool
    comment: str | None
    voted_at: datetime


def vote(environment: EnvironmentView, entry: Entry, opinion: Opinion, moment: datetime, *, user: UserView) -> Ballot:
    """Cast a user's vote on the present text of an article, in the place of the one they cast on it before.

    Raises:
        NotFoundError: the text is not published any more.
        ValueError: the comment is too long.
    """
    text = _present(environment, entry)
    with transaction() as session:
        user = lock_user(session.connection(), environment.id, user)
        return _say(locked_votes(session, environment.id, user.id, [text])[text], opinion, moment)


def vote_unknown(
    environment: EnvironmentView, entry: Entry, opinion: Opinion, moment: datetime, *, ballot: str | None = None
) -> Ballot:
    """Cast the vote of a reader whom nobody knows, or change the one of that ballot id.

    A ballot that is not such a vote on the present text of this article counts as none.

    Raises:
        NotFoundError: the text is not published any more.
        ValueError: the comment is too long.
    """
    text = _present(environment, entry)
    with transaction() as session:
        row = _of_ballot(session, environment.id, text, ballot or "")
        if row is None:
            row = ArticleVote(**blank_vote(environment.id, text, None))
            session.add(row)
        return _say(row, opinion, moment)


def merge(session: Session, environment: EnvironmentView, *, from_user: int, to_user: int) -> None:
    """Make the anonymous user's votes the known user's; of two on the same text the known user's stays."""
    own, theirs = _by_text(session, environment.id, to_user), _by_text(session, environment.id, from_user)
    doubled = [theirs[text] for text in own.keys() & theirs.keys()]
    of_user = (ArticleVote.environment_id == environment.id, ArticleVote.user_id == from_user)
    for statement in (
        delete(ArticleVote).where(*of_user, ArticleVote.id.in_(doubled)),
        update(ArticleVote).where(*of_user).values(user_id=to_user),
    ):
        session.execute(statement.execution_options(synchronize_session=False))


def _present(environment: EnvironmentView, entry: Entry) -> VotedText:
    texts = published_texts(environment.workspace_id, [entry.article_id])
    text = next((text for text in texts if text.locale == entry.locale), None)
    if text is None:
        raise NotFoundError("There is no such article.")
    return text


def _say(row: ArticleVote, opinion: Opinion, moment: datetime) -> Ballot:
    if opinion.comment is not None:
        comment = opinion.comment.replace("\0", "").strip()
        if len(comment) > LONGEST_COMMENT:
            raise ValueError(f"a comment has {LONGEST_COMMENT:,} characters at most")
        row.comment = comment or None
    row.is_helpful, row.voted_at = opinion.is_helpful, moment
    return Ballot(row.id, row.article_id, row.locale, row.is_helpful, row.comment, row.voted_at)


def _of_ballot(session: Session, environment_id: int, text: VotedText, ballot: str) -> ArticleVote | None:
    row = session.get(ArticleVote, (environment_id, ballot), with_for_update=True) if ballot.isprintable() else None
    if row is None or row.user_id is not None:
        return None
    return row if (row.article_id, row.locale, row.digest) == text else None


def _by_text(session: Session, environment_id: int, user_id: int) -> dict[VotedText, str]:
    columns = select(ArticleVote.article_id, ArticleVote.locale, ArticleVote.digest, ArticleVote.id)
    rows = session.execute(columns.where(ArticleVote.environment_id == environment_id, ArticleVote.user_id == user_id))
    return {VotedText(*text): vote_id for *text, vote_id in rows}
