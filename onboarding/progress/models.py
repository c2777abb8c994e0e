"""Tables of users' progress and the roll-ups the dashboard reads.

Every column of Session and TaskState is a fold that neither order nor repetition of events can change: an
earliest moment (`min`), or the mark with the latest (moment, event id). The roll-ups are sums over sessions,
kept exact in the same transaction by subtracting a session's old contribution and adding its new one.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import InstrumentedAttribute

from onboarding.store import Base
from onboarding.store.types import EventId, Key, PublicId, Tenant

FIRST_RUN = 1


class Session(Base):
    """One user's run through one content."""

    __tablename__ = "session"
    __table_args__ = (
        ForeignKeyConstraint(["environment_id", "user_id"], ["end_user.environment_id", "end_user.id"]),
        Index(None, "environment_id", "content_id", "started_at"),
        {"sqlite_with_rowid": False},
    )

    environment_id: Mapped[Tenant]
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content_id: Mapped[PublicId] = mapped_column(primary_key=True)
    run: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    """1, and one more after each restart."""
    started_at: Mapped[datetime | None]
    """The first start; None while only other marks have arrived, as they may when events come late."""
    started_by: Mapped[EventId | None]
    """Breaks ties between starts at the same millisecond."""
    version: Mapped[int | None]
    """The version of the first start, which figures are read by."""
    segment: Mapped[str]
    """Value of the environment's segment trait at the first start; empty when the user had none."""
    visible: Mapped[int]
    """Mask of the tasks that were ever visible to the user."""
    last_progress_at: Mapped[datetime | None]
    """The latest of the start and all first completions."""
    completed_at: Mapped[datetime | None]
    """When the last required task was first done; once completed, always completed."""
    lifecycle: Mapped[str]
    """The latest of `open`, `dismissed`, `snoozed`, `ended`."""
    lifecycle_at: Mapped[datetime | None]
    lifecycle_by: Mapped[EventId | None]
    snoozed_until: Mapped[datetime | None]
    step: Mapped[Key | None]
    """The step of a tour that was seen last, by which it is resumed."""
    end_reason: Mapped[str | None]


def session_of(
    environment_id: InstrumentedAttribute[int],
    user_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    content_id: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
) -> ColumnElement[bool]:
    """The session that says where a row's user counts in the figures of a content; columns of that row."""
    return (
        (Session.environment_id == environment_id)
        & (Session.user_id == user_id)
        & (Session.content_id == content_id)
        & (Session.run == FIRST_RUN)
    )


class TaskState(Base):
    """One user's state of one task; it exists once the task was marked, before or after the start."""

    __tablename__ = "task_state"
    __table_args__ = ({"sqlite_with_rowid": False},)

    environment_id: Mapped[Tenant]
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content_id: Mapped[PublicId] = mapped_column(primary_key=True)
    task: Mapped[Key] = mapped_column(primary_key=True)
    first_done_at: Mapped[datetime | None]
    """The earliest completion; an undo does not take it back."""
    done: Mapped[bool]
    """Whether the latest mark is a completion."""
    marked_at: Mapped[datetime]
    marked_by: Mapped[EventId]


class TaskRollup(Base):
    """Users per task and delay: {start day, version, segment, task, bucket} → users."""

    __tablename__ = "task_rollup"
    __table_args__ = ({"sqlite_with_rowid": False},)

    environment_id: Mapped[Tenant]
    content_id: Mapped[PublicId] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    segment: Mapped[str] = mapped_column(String(80), primary_key=True)
    task: Mapped[Key] = mapped_column(primary_key=True)
    bucket: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    """Delay of the first completion after the start; see progress.delays."""
    users: Mapped[int]


class MaskRollup(Base):
    """Users per set of tasks done in time: {start day, version, segment, visible, done} → users."""

    __tablename__ = "mask_rollup"
    __table_args__ = ({"sqlite_with_rowid": False},)

    environment_id: Mapped[Tenant]
    content_id: Mapped[PublicId] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    segment: Mapped[str] = mapped_column(String(80), primary_key=True)
    visible: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    done: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    users: Mapped[int]
