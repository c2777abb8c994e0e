"""What every change by an editor shares: who makes it, how it is refused, how it reaches readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from onboarding.help.editions.edition import forget_editions, hold_edition, renew_edition
from onboarding.help.search.indexing import catch_up
from onboarding.help.writing.words import Saving
from onboarding.store import now, transaction
from onboarding.workspaces.audit import audit


@dataclass(frozen=True)
class Editor:
    """A member who changes articles of a workspace."""

    workspace_id: int
    default_locale: str
    member_id: str

    def saving(self, note: str) -> Saving:
        """What is noted of a text that is saved now."""
        return Saving(
            workspace_id=self.workspace_id,
            author=self.member_id,
            note=note,
            moment=now(),
            default_locale=self.default_locale,
        )


class EditRefused(ValueError):  # noqa: N818 - a state the editor mends
    """What was written cannot be taken; `faults` says why, by field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


class EditOutdated(Exception):  # noqa: N818 - a state the editor decides on
    """Somebody else has changed the same thing since the editor began."""


@dataclass(frozen=True)
class EditUnderWay:
    """A change that is under way, and what it touches: what is derived from articles is renewed for those alone."""

    session: Session
    touched: dict[str, set[str]] = field(default_factory=dict)

    def touch(self, article_id: str, *locales: str) -> None:
        """Note that an article is another one; `locales` are those whose text, state or audience is."""
        self.touched.setdefault(article_id, set()).update(locales)


@contextmanager
def changing_articles(editor: Editor, action: str, resource: str) -> Iterator[EditUnderWay]:
    """A transaction in which nobody else changes articles; readers and the index learn of what it touched.

    Args:
        editor: who changes them.
        action: a verb for the audit log.
        resource: the id of what is changed.
    """
    with holding_articles(editor) as session:
        change = EditUnderWay(session)
        yield change
        renew_edition(session, editor.workspace_id, change.touched)
        audit(session, editor.workspace_id, actor=editor.member_id, action=action, resource=resource)
    forget_editions()
    catch_up(editor.workspace_id)


@contextmanager
def holding_articles(editor: Editor) -> Iterator[Session]:
    """A transaction in which nobody else changes articles, for what readers do not see."""
    with transaction() as session:
        hold_edition(session, editor.workspace_id)
        yield session
