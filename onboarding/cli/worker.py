"""gunicorn's threaded worker, with manners: it gives up on slow clients, and speaks problem+json about HTTP itself."""

from __future__ import annotations

import secrets
import socket
import time
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

from onboarding.web import problems
from onboarding.web.transport import RequestTimeout, problem_of

REQUEST_SECONDS = 5.0
"""How long the head and body of a request may take to arrive, counted from the first byte."""


class TimedSocket(socket.socket):
    """A connection on which a request must arrive in time, however the client spreads its bytes.

    A timeout per read is no help: a client that sends a byte each second never meets it, and holds a thread.
    """

    _timed = False
    _deadline: float | None = None

    def expect_request(self) -> None:
        """Start the clock at the next read."""
        self._timed, self._deadline = True, None

    def request_read(self) -> None:
        """Stop the clock."""
        self._timed = False

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Read what is there; raises RequestTimeout when the request's time is over."""
        if not self._timed:
            return super().recv(size, flags)
        if self._deadline is None:
            self._deadline = time.monotonic() + REQUEST_SECONDS
        try:
            self.settimeout(max(0.001, self._deadline - time.monotonic()))
            return super().recv(size, flags)
        except TimeoutError:
            raise RequestTimeout(f"The request took longer than {REQUEST_SECONDS:g} seconds to arrive.") from None
        finally:
            self.settimeout(None)


class Worker(ThreadWorker):  # type: ignore[misc]
    """A process that answers requests in threads."""

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Refuse what this worker cannot do, before it starts."""
        if cfg.is_ssl:
            raise RuntimeError("TLS belongs to a proxy in front of Handrail, see docs/deploy.md")
        super().check_config(cfg, log)

    def enqueue_req(self, conn: Any) -> None:
        """Take in a connection that has something to say, or is new."""
        if not isinstance(conn.sock, TimedSocket):
            conn.sock = TimedSocket(fileno=conn.sock.detach())
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """Read a request from a connection and answer it, in a thread."""
        conn.sock.expect_request()
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Have the application answer a request."""
        try:
            return super().handle_request(req, conn)
        finally:
            conn.sock.request_read()

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:  # noqa: ARG002
        """Answer a request that could not be read, or that the application let fall."""
        problem, request_id = problem_of(exc), secrets.token_hex(8)
        if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("request %s failed", request_id, exc_info=exc)
        else:
            self.log.info("request %s refused: %s", request_id, exc)
        body = problems.document(problem, request_id)
        try:
            util.write_nonblock(client, _head(problem.status, len(body)) + body)
        except OSError as error:
            self.log.debug("the client of request %s is gone: %s", request_id, error)


def _head(status: int, length: int) -> bytes:
    lines = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "Connection: close",
        f"Content-Type: {problems.MEDIA_TYPE}",
        f"Content-Length: {length}",
    )
    return "\r\n".join((*lines, "", "")).encode()
