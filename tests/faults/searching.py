"""Searches as the widget does, on a server that is being hurt."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from urllib.parse import urlencode

from tests.conftest import HOST_ORIGIN
from tests.patience import PATIENCE
from tests.servers import RunningServer

SEEN_WITHIN_SECONDS = 1.0
CALLS_THAT_REACH_EVERY_WORKER = 12

ADDRESSES = [(f"127.0.{third}.{fourth}", 0) for third in range(1, 5) for fourth in range(1, 251)]


@dataclass
class Reader:
    """Asks each time on a new connection, so that any worker may answer."""

    server: RunningServer
    key: str
    statuses: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    addresses: Iterator[tuple[str, int]] = field(default_factory=lambda: cycle(ADDRESSES))
    """Many, so that none asks more often than one may."""

    def slugs(self, text: str) -> list[str] | None:
        """What is found; None when search is not available or the connection was cut."""
        connection = HTTPConnection(
            "127.0.0.1", self.server.ports[0], timeout=PATIENCE, source_address=next(self.addresses)
        )
        query = urlencode({"key": self.key, "q": text, "literal": "true", "limit": "20"})
        try:
            connection.request("GET", f"/v1/search?{query}", headers={"Origin": HOST_ORIGIN})
            answer = connection.getresponse()
            body = json.loads(answer.read())
        except (OSError, HTTPException, ValueError):
            return None
        finally:
            connection.close()
        self.statuses.add(answer.status)
        return [item["slug"] for item in body["items"]] if answer.status == 200 else None

    def everybody_finds(self, text: str, slug: str) -> bool:
        """Whether the article is the first found in as many answers as it takes to have met every worker."""
        return all((self.slugs(text) or [""])[0] == slug for _ in range(CALLS_THAT_REACH_EVERY_WORKER))

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Ask until it is so, as it must be in what is asked after a second, however long the answers take.

        Nobody else may be asking: while another worker writes the index, what is found is what was there before.
        """
        begun = time.monotonic()
        while True:
            is_late = time.monotonic() - begun > SEEN_WITHIN_SECONDS
            if is_so():
                return
            assert not is_late, what

    @contextmanager
    def asking(self, text: str, slug: str) -> Iterator[None]:
        """Ask again and again meanwhile for an article that is always there; note every answer without it."""
        done = threading.Event()
        thread = threading.Thread(target=self._keep_asking, args=(text, slug, done))
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _keep_asking(self, text: str, slug: str, done: threading.Event) -> None:
        while not done.is_set():
            found = self.slugs(text)
            if found is not None and slug not in found:
                self.wrong.append(str(found))
