"""`handrail serve`: migrates once, and answers broken and slow requests in the API's own manner."""

from __future__ import annotations

import http.client
import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from gunicorn.config import Config

from onboarding.cli import worker
from tests.cli.processes import HANDRAIL, bare_environment, running
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
SECRET = "a secret for tests, long enough to be one"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    problem: dict[str, object]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Port of a server whose database did not exist before; requests wait in the backlog until it is ready."""
    folder = tmp_path_factory.mktemp("serve")
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        environ = bare_environment(HANDRAIL_SECRET_KEY=SECRET, HANDRAIL_BIND=f"fd://{listener.fileno()}")
        with running([*HANDRAIL, "serve"], folder, environ, listeners=[listener]):
            yield listener.getsockname()[1]


def read_answer(connection: socket.socket) -> Answer:
    response = http.client.HTTPResponse(connection)
    response.begin()
    return Answer(response.status, response.headers, json.loads(response.read()))


def ask(port: int, raw: bytes) -> Answer:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(raw)
        return read_answer(connection)


def test_serve_is_ready_on_a_database_it_made(port: int) -> None:
    assert ask(port, b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n").status == 200


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "uri_too_long"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 9_000 + b"\r\n\r\n", 431, "headers_too_large"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 120 + b"\r\n", 431, "headers_too_large"),
        (b"GET / HTTP/1.1\nHost: x\n\n\r\n\r\n", 400, "http_malformed"),
        (b"POST /v1/boot HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", 400, "http_malformed"),
        (b"POST /v1/boot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n", 501, "transfer_coding_unknown"),
        (b"POST /v1/boot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", 400, "http_malformed"),
    ],
)
def test_serve_answers_a_broken_request_as_a_problem(port: int, raw: bytes, status: int, code: str) -> None:
    answer = ask(port, raw)
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert (answer.problem["status"], answer.problem["code"]) == (status, code)
    assert answer.problem["request_id"]


@pytest.mark.parametrize(
    "head", [b"POST /v1/boot HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n", b"GET / HTTP/1.1\r\n"]
)
def test_serve_gives_up_on_a_client_that_trickles(port: int, head: bytes) -> None:
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=0.5) as connection:
        connection.sendall(head)
        while not answered(connection):
            assert time.monotonic() - started < PATIENCE, "the server goes on waiting"
            with suppress(ConnectionError):  # it has answered and hung up in the meantime
                connection.sendall(b"a")
        connection.settimeout(PATIENCE)
        answer = read_answer(connection)
    assert (answer.status, answer.problem["code"]) == (408, "request_timeout")
    assert time.monotonic() - started >= worker.REQUEST_SECONDS


def answered(connection: socket.socket) -> bool:
    """Whether the server has said something within the socket's timeout."""
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except TimeoutError:
        return False


def test_serve_notices_a_client_that_hangs_up_within_a_body(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(b"POST /v1/boot HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n{")
        connection.shutdown(socket.SHUT_WR)
        answer = read_answer(connection)
    assert (answer.status, answer.problem["code"]) == (400, "body_incomplete")


def test_serve_keeps_a_connection_between_requests(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    before = connection.sock
    connection.request("GET", "/healthz")
    assert connection.getresponse().read()
    assert before is not None
    assert connection.sock is before
    connection.close()


def test_serve_by_gunicorn_itself_reads_the_same_settings(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        environ = bare_environment(
            HANDRAIL_SECRET_KEY=SECRET, HANDRAIL_BIND=f"fd://{listener.fileno()}", HANDRAIL_DATA_DIR=str(tmp_path)
        )
        command = [sys.executable, "-m", "gunicorn", f"--chdir={ROOT}", f"--config={ROOT / 'gunicorn.conf.py'}"]
        with running(command, tmp_path, environ, listeners=[listener]):
            port = listener.getsockname()[1]
            assert ask(port, b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n").status == 200
            too_long = ask(port, b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            assert too_long.problem["code"] == "uri_too_long"


def test_serve_opens_no_control_socket(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        environ = bare_environment(HANDRAIL_SECRET_KEY=SECRET, HANDRAIL_BIND=f"fd://{listener.fileno()}")
        environ |= {"HOME": str(tmp_path)}
        with running([*HANDRAIL, "serve"], tmp_path, environ, listeners=[listener]):
            assert ask(listener.getsockname()[1], b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").status == 200
            assert not list(tmp_path.rglob("gunicorn.ctl"))


def test_serve_without_a_secret_says_how_to_get_one(tmp_path: Path) -> None:
    with running([*HANDRAIL, "serve"], tmp_path, bare_environment()) as process:
        assert process.wait(PATIENCE) == 1
    assert "run `handrail init`" in (tmp_path / "errors.log").read_text()


def test_serve_leaves_tls_to_a_proxy() -> None:
    config = Config()
    config.set("certfile", "certificate.pem")
    with pytest.raises(RuntimeError, match="proxy"):
        worker.Worker.check_config(config, None)
