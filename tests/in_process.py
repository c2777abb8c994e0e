"""The app under test behind a port of this process: for browsers, where no worker has to be killed or measured."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from tests.patience import PATIENCE


class Handler(WSGIRequestHandler):
    """Hangs up on whoever opens a connection and says nothing on it, or the server's end would wait for them."""

    timeout = PATIENCE


class Server(ThreadedWSGIServer):
    """Ends when every request is answered: one that goes on would find the next test's database, or none."""

    daemon_threads = False


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an app from threads until the block ends; its address, without a trailing slash."""
    server = Server("127.0.0.1", 0, app, Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the app under test is served."""
    with serving(app) as address:
        yield address
