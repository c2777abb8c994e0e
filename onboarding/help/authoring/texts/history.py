"""Reads of the revisions of a text: who saved what, when and why, and what that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from onboarding.help.authoring.texts.differences import Difference, differences
from onboarding.help.authoring.texts.stored import EditedText, edited_text, revision_words
from onboarding.help.writing.models import ArticleRevision
from onboarding.help.writing.places import at_place
from onboarding.help.writing.words import Place, Words
from onboarding.store import db
from onboarding.workspaces.models import Member

NOTHING = Words(title="", description="", keywords=(), markdown="")


@dataclass(frozen=True)
class RevisionView:
    """A revision, without its words."""

    number: int
    title: str
    author: str
    """A member's name, or who brought it in."""
    note: str
    saved_at: datetime


@dataclass(frozen=True)
class History:
    """A text with its revisions, and two of them compared."""

    text: EditedText
    revisions: Sequence[RevisionView]
    """Newest first."""
    older: int
    """The revision that the other is compared with; 0 for nothing at all."""
    newer: int
    differences: Sequence[Difference]


def history_of(workspace_id: int, place: Place, *, newer: int | None = None, older: int | None = None) -> History:
    """A text's history.

    Args:
        workspace_id: whose.
        place: the text.
        newer: the revision looked at; the newest when None.
        older: what it is compared with; the one before it that is kept when None.

    Raises:
        NotFoundError: there is no such text or revision.
    """
    text = edited_text(db.session(), workspace_id, place)
    revisions = _revisions(workspace_id, place)
    newer = text.revision if newer is None else newer
    if older is None:
        older = max((each.number for each in revisions if each.number < newer), default=0)
    after = revision_words(db.session(), workspace_id, place, newer)
    before = revision_words(db.session(), workspace_id, place, older) if older else NOTHING
    return History(text, revisions, older, newer, differences(before, after))


def _revisions(workspace_id: int, place: Place) -> list[RevisionView]:
    revision = ArticleRevision
    rows = db.session.execute(
        select(revision.number, revision.title, Member.name, revision.author, revision.note, revision.saved_at)
        .outerjoin(Member, Member.id == revision.author)
        .where(*at_place(revision, workspace_id, place))
        .order_by(revision.number.desc())
    )
    return [RevisionView(row.number, row.title, row.name or row.author, row.note, row.saved_at) for row in rows]
