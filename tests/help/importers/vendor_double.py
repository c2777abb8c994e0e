"""A double of a vendor's API: a real HTTP server on 127.0.0.1 that answers as the vendor documents, and only so.

It is no recording of a vendor's server. Each test names the page of the vendor's reference that its routes follow.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Answered:
    """One answer."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class VendorDouble:
    """The server: what it answers, and what it was asked."""

    authorised: Callable[[Any], bool]
    """Whether the request's headers say who asks, as the vendor documents it."""
    routes: dict[str, Any] = field(default_factory=dict)
    """By path and query: a value, an Answered, or a list of them of which each is given once and the last for ever."""
    asked: list[str] = field(default_factory=list)
    base: str = ""

    @property
    def counts(self) -> Counter[str]:
        """How often each address was asked for."""
        return Counter(self.asked)

    def answer(self, path: str, headers: Any) -> Answered:
        """What the vendor's server would say."""
        self.asked.append(path)
        if not self.authorised(headers):
            return Answered({"error": "who are you?"}, 401)
        found = self.routes.get(path, Answered({"error": "not found"}, 404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, Answered) else Answered(found)


@contextmanager
def running(double: VendorDouble) -> Iterator[VendorDouble]:
    """Serve the double until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = double.answer(self.path, self.headers)
            data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    double.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield double
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
