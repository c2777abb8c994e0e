"""How the threads of a process share SQLite's one writer: they take turns, and those who wait share a commit.

A commit that outlasts a power cut waits for the disk. If each of eight waiting threads committed for itself, the last
would wait for the disk eight times. So whoever is done while others wait leaves the transaction open; the next goes on
in it, behind a savepoint, and the last one commits for all. Nobody returns before that, and if it fails, it fails for
each of them. The technique is known as group commit.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from onboarding.store.shared_commit import SharedCommit

MOST_SHARING = 16
"""How many share a commit at most, so that the first of them does not wait for ever."""
TURN_SECONDS = 5.0
"""How long a thread waits for its turn; as long as for another process's."""


class Writers:
    """Lets one thread at a time write.

    Args:
        engine: of an SQLite database; connections with the option `writes` begin with the write lock.
        patience: seconds to wait for a turn.
        most_sharing: how many share a commit at most.
    """

    def __init__(self, engine: Engine, *, patience: float = TURN_SECONDS, most_sharing: int = MOST_SHARING) -> None:
        self.patience = patience
        self._engine = engine
        self._most_sharing = most_sharing
        self._mutex = threading.Lock()
        self._queue: deque[threading.Event] = deque()
        self._writing = False
        self._commit: SharedCommit | None = None

    @property
    def waiting(self) -> int:
        """How many threads wait for their turn."""
        return len(self._queue)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A connection that writes; what the block wrote is durable on return, or undone when it raises.

        Raises:
            OperationalError: the turn did not come in time, or what was written could not be committed.
        """
        self._await_turn()
        try:
            commit = self._commit = self._commit or SharedCommit(self._engine)
            with commit.part() as connection:
                yield connection
        finally:
            self._pass_on()
        commit.wait()

    def _await_turn(self) -> None:
        with self._mutex:
            if not self._writing:
                self._writing = True
                return
            turn = threading.Event()
            self._queue.append(turn)
        if turn.wait(self.patience):
            return
        with self._mutex:
            if turn.is_set():  # it came at the last moment
                return
            self._queue.remove(turn)
        raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("other threads have been writing for too long"))

    def _pass_on(self) -> None:
        with self._mutex:
            if self._queue and self._commit is not None and self._commit.is_open_to(self._most_sharing):
                self._queue.popleft().set()
                return
        commit, self._commit = self._commit, None
        if commit is not None:
            commit.finish()
        with self._mutex:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._writing = False
