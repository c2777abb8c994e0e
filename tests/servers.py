"""A real gunicorn on free ports of the loopback: for tests that kill workers, drive a browser or measure."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from onboarding.config import Settings
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[1]
HANDRAIL = "onboarding.app:create_app()"


@dataclass(frozen=True)
class RunningServer:
    """A gunicorn master, its workers and the ports they listen on."""

    master: subprocess.Popen[bytes]
    ports: tuple[int, ...]
    log: Path

    @property
    def url(self) -> str:
        """Address of the first port, without a trailing slash."""
        return f"http://127.0.0.1:{self.ports[0]}"

    def workers(self) -> list[int]:
        """Process ids of the workers that are alive, oldest first."""
        return sorted(child.pid for child in psutil.Process(self.master.pid).children() if _is_alive(child))

    def kill_worker(self, pid: int) -> None:
        """End a worker as a crash would, and return once it is gone; the master starts another."""
        worker = psutil.Process(pid)
        worker.kill()
        worker.wait(PATIENCE)

    def connect(self, *, timeout: float = PATIENCE) -> http.client.HTTPConnection:
        """A connection to the first port; it opens with the first request."""
        return http.client.HTTPConnection("127.0.0.1", self.ports[0], timeout=timeout)


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment variables that give a server the same settings."""
    return {
        "HANDRAIL_DATA_DIR": str(settings.data_dir),
        "HANDRAIL_DATABASE_URL": settings.database_url,
        "HANDRAIL_SECRET_KEY": settings.secret_key,
        "HANDRAIL_BASE_URL": settings.base_url,
        "HANDRAIL_LIMITS_STORAGE": settings.limits_storage,
        "HANDRAIL_SEARCH_ENGINE": settings.search_engine,
        "HANDRAIL_SEARCH_MEANING": settings.search_meaning,
        "HANDRAIL_CACHE_SECONDS": str(settings.cache_seconds),
    }


@contextmanager
def run_server(
    folder: Path,
    environ: Mapping[str, str],
    *,
    application: str = HANDRAIL,
    workers: int = 2,
    threads: int = 8,
    port_count: int = 1,
) -> Iterator[RunningServer]:
    """Serve an application until the block ends; yields once it has answered a request.

    Args:
        folder: working directory of the server and place of its log.
        environ: variables added to this process's environment, with `SERVED_PORTS` beside them.
        application: what gunicorn serves, `module:name` or `module:factory()`.
        workers: worker processes.
        threads: threads in each worker.
        port_count: how many ports to listen on.
    """
    log = folder / "server.log"
    with ExitStack() as cleanup:
        sockets = [cleanup.enter_context(_listening()) for _ in range(port_count)]
        ports = tuple(each.getsockname()[1] for each in sockets)
        command = [*_gunicorn(workers, threads), *(f"--bind=fd://{each.fileno()}" for each in sockets), application]
        master = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environ, "SERVED_PORTS": ",".join(map(str, ports))},
            pass_fds=[each.fileno() for each in sockets],
            stdout=cleanup.enter_context(log.open("ab")),
            stderr=subprocess.STDOUT,
        )
        cleanup.callback(_stop, master)
        for each in sockets:
            each.close()
        server = RunningServer(master, ports, log)
        _wait_for_answer(server)
        yield server


def _is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _listening() -> socket.socket:
    # The server inherits the socket: no other process can take the port in between, and a request that
    # comes before the first worker is ready waits in the backlog, so nobody has to ask again and again.
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    listener.set_inheritable(True)
    return listener


def _gunicorn(workers: int, threads: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn"),
        f"--pythonpath={ROOT}",
        f"--workers={workers}",
        "--worker-class=gthread",
        f"--threads={threads}",
        f"--timeout={PATIENCE:.0f}",
        "--no-control-socket",
        "--log-level=warning",
    ]


def _wait_for_answer(server: RunningServer) -> None:
    connection = server.connect()
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException) as error:
        raise RuntimeError(f"the server did not start:\n{server.log.read_text()}") from error
    finally:
        connection.close()


def _stop(master: subprocess.Popen[bytes]) -> None:
    master.terminate()
    try:
        master.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        for process in [*psutil.Process(master.pid).children(), psutil.Process(master.pid)]:
            process.kill()
        master.wait()
