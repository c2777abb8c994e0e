"""A client of several kept-alive connections, and the CPU time a server spends on its requests."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping, Sequence
from io import BufferedReader
from types import TracebackType
from typing import Self

CONNECTIONS = 8


class Client:
    """Sends ready-made requests over kept-alive connections, one on each at a time."""

    def __init__(self, port: int) -> None:
        # Each connection has a loopback address of its own: rate limits count addresses.
        sources = [(f"127.0.0.{number}", 0) for number in range(2, CONNECTIONS + 2)]
        self._sockets = [socket.create_connection(("127.0.0.1", port), 30, source) for source in sources]
        self._files = [each.makefile("rb") for each in self._sockets]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connections: tuple[BufferedReader | socket.socket, ...] = (*self._files, *self._sockets)
        for each in connections:
            each.close()

    def send(self, requests: Sequence[bytes]) -> bytes:
        """Send every request and return the last answer's body; raises RuntimeError for any answer but 2xx."""
        body = b""
        for start in range(0, len(requests), CONNECTIONS):
            group = requests[start : start + CONNECTIONS]
            for connection, request in zip(self._sockets, group, strict=False):
                connection.sendall(request)
            for number in range(len(group)):
                body = self._answer(number)
        return body

    def _answer(self, number: int) -> bytes:
        file = self._files[number]
        status = file.readline()
        length = 0
        while (line := file.readline()) not in {b"\r\n", b""}:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        body = file.read(length)
        if not status.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"{status.decode().strip()}: {body.decode()}")
        return body


def request_bytes(method: str, target: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    """A request as it goes over the wire, with the headers a browser's `fetch` sends."""
    lines = [
        f"{method} {target} HTTP/1.1",
        "Host: handrail.example.com",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        "Accept: */*",
        "Accept-Encoding: gzip, deflate, br",
        "Accept-Language: en-GB,en;q=0.9",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    if body:
        lines += ["Content-Type: text/plain;charset=UTF-8", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def cpu_seconds(pid: int) -> float:
    """CPU time a process has used, user and system, of all its threads.

    The kernel's clock of another process, as clock_getcpuclockid(3) names it: exact where /proc counts in 10 ms.
    """
    return time.clock_gettime(~pid << 3 | 2)
