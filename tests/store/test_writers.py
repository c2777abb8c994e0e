"""Threads that write to SQLite: one at a time, those who wait share a commit, and each undoes only its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from onboarding.store.sqlite import prepare_sqlite
from onboarding.store.writers import MOST_SHARING, Writers
from tests.patience import PATIENCE


@dataclass
class Desk:
    """A table, writers of it, and how often they have committed."""

    engine: Engine
    writers: Writers
    pool: ThreadPoolExecutor
    commits: int = 0
    _held: threading.Event = field(default_factory=threading.Event)

    def write(self, number: int, sql: str = "INSERT INTO note VALUES (:number, 1)") -> None:
        """Insert a row."""
        with self.writers.begin() as connection:
            connection.execute(text(sql), {"number": number})

    def hold(self, number: int) -> Future[None]:
        """Insert a row in another thread, which keeps its turn until `release`."""
        entered = threading.Event()

        def write() -> None:
            with self.writers.begin() as connection:
                connection.execute(text("INSERT INTO note VALUES (:number, 1)"), {"number": number})
                entered.set()
                assert self._held.wait(PATIENCE)

        future = self.pool.submit(write)
        assert entered.wait(PATIENCE)
        return future

    def queue(self, write: Callable[[], None]) -> Future[None]:
        """Call `write` in another thread; returns once it waits for its turn."""
        ahead = self.writers.waiting
        future = self.pool.submit(write)
        while self.writers.waiting == ahead:
            assert not future.done(), future.exception()
        return future

    def release(self) -> None:
        """Let whoever holds the turn go on."""
        self._held.set()

    def rows(self) -> list[int]:
        """What is stored."""
        with self.engine.connect() as connection:
            return list(connection.execute(text("SELECT number FROM note ORDER BY number")).scalars())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    engine = create_engine(f"sqlite:///{tmp_path / 'notes.db'}", module=sqlite)
    prepare_sqlite(engine)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE book (id INTEGER PRIMARY KEY)"))
        connection.execute(text("INSERT INTO book VALUES (1)"))
        connection.execute(text("CREATE TABLE note (number INTEGER PRIMARY KEY, book INTEGER REFERENCES book)"))
    with ThreadPoolExecutor(MOST_SHARING + 4) as pool:
        desk = Desk(engine, Writers(engine, patience=PATIENCE), pool)
        event.listen(engine, "commit", lambda _connection: count(desk))
        yield desk
        desk.release()
    engine.dispose()


def count(desk: Desk) -> None:
    desk.commits += 1


def test_write_without_company_is_committed_alone(desk: Desk) -> None:
    for number in range(3):
        desk.write(number)
        assert (desk.rows()[-1], desk.commits) == (number, number + 1)


def test_writes_that_waited_share_a_commit(desk: Desk) -> None:
    futures = [desk.hold(0), *(desk.queue(partial(desk.write, number)) for number in range(1, 6))]
    assert (desk.rows(), desk.commits) == ([], 0)
    desk.release()
    for future in futures:
        future.result(PATIENCE)
    assert (desk.rows(), desk.commits) == ([0, 1, 2, 3, 4, 5], 1)


def test_no_more_than_a_bounded_number_share_a_commit(desk: Desk) -> None:
    waiting = range(1, MOST_SHARING + 3)
    futures = [desk.hold(0), *(desk.queue(partial(desk.write, number)) for number in waiting)]
    desk.release()
    for future in futures:
        future.result(PATIENCE)
    assert (desk.rows(), desk.commits) == (list(range(MOST_SHARING + 3)), 2)


def test_failed_write_among_others_undoes_itself_alone(desk: Desk) -> None:
    first = desk.hold(0)

    def fail() -> None:
        with desk.writers.begin() as connection:
            connection.execute(text("INSERT INTO note VALUES (7, 1)"))
            connection.execute(text("INSERT INTO note VALUES (0, 1)"))  # it is taken

    failing, last = desk.queue(fail), desk.queue(lambda: desk.write(2))
    desk.release()
    with pytest.raises(IntegrityError):
        failing.result(PATIENCE)
    first.result(PATIENCE)
    last.result(PATIENCE)
    assert (desk.rows(), desk.commits) == ([0, 2], 1)


def test_failed_first_write_leaves_the_turn_to_the_next(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), desk.writers.begin() as connection:
        connection.execute(text("INSERT INTO note VALUES (7, 1)"))
        raise ZeroDivisionError
    desk.write(1)
    assert desk.rows() == [1]


def test_failed_commit_is_told_to_all_who_share_it(desk: Desk) -> None:
    def promise_a_book(number: int) -> None:
        with desk.writers.begin() as connection:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            connection.execute(text("INSERT INTO note VALUES (:number, 99)"), {"number": number})

    futures = [desk.hold(0), desk.queue(lambda: promise_a_book(1)), desk.queue(lambda: desk.write(2))]
    desk.release()
    for future in futures:
        with pytest.raises(OperationalError, match="FOREIGN KEY constraint failed"):
            future.result(PATIENCE)
    assert desk.rows() == []
    desk.write(3)
    assert desk.rows() == [3]


def test_transaction_that_sqlite_undid_is_acknowledged_to_nobody(desk: Desk) -> None:
    undo = "INSERT OR ROLLBACK INTO note VALUES (:number, 1)"  # on conflict SQLite rolls the whole transaction back
    first = desk.hold(0)
    futures = [desk.queue(lambda: desk.write(0, undo)), desk.queue(lambda: desk.write(2))]
    desk.release()
    with pytest.raises(OperationalError, match="undone"):
        first.result(PATIENCE)
    with pytest.raises((IntegrityError, OperationalError)):
        futures[0].result(PATIENCE)
    futures[1].result(PATIENCE)
    assert desk.rows() == [2]


def test_turn_that_does_not_come_in_time_is_an_error_and_no_loss_to_others(desk: Desk) -> None:
    first = desk.hold(0)
    desk.writers.patience = 0.01
    hasty = desk.pool.submit(desk.write, 1)
    with pytest.raises(OperationalError, match="too long"):
        hasty.result(PATIENCE)
    desk.writers.patience = PATIENCE
    last = desk.queue(lambda: desk.write(2))
    desk.release()
    first.result(PATIENCE)
    last.result(PATIENCE)
    assert desk.rows() == [0, 2]


def test_every_acknowledged_write_of_many_threads_is_stored(desk: Desk) -> None:
    def write(number: int) -> int | None:
        try:
            with desk.writers.begin() as connection:
                insert(connection, number)
        except ZeroDivisionError:
            return None
        return number

    acknowledged = [number for number in desk.pool.map(write, range(400)) if number is not None]
    assert desk.rows() == sorted(acknowledged) == [number for number in range(400) if number % 7]
    assert desk.commits <= 400


def insert(connection: Connection, number: int) -> None:
    connection.execute(text("INSERT INTO note VALUES (:number, 1)"), {"number": number})
    if number % 7 == 0:
        raise ZeroDivisionError
