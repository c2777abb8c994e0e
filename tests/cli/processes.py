"""The `handrail` command as its own process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.patience import PATIENCE

HANDRAIL = (sys.executable, "-m", "onboarding")


def bare_environment(**variables: str) -> dict[str, str]:
    """What a process needs to run at all, and `variables`; no setting of whoever runs the tests."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "LANG", "TMPDIR") if name in os.environ}
    return kept | variables


@contextmanager
def running(
    command: Sequence[str], folder: Path, environ: Mapping[str, str], *, listeners: Sequence[socket.socket] = ()
) -> Iterator[subprocess.Popen[str]]:
    """Run a command in `folder` until the block ends; its errors are written to `errors.log` there."""
    with (folder / "errors.log").open("a") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environ),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            pass_fds=[each.fileno() for each in listeners],
        )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def lines_until(process: subprocess.Popen[str], last: str) -> list[str]:
    """What a process prints, up to the line that contains `last`; fails when it ends before."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if last in line:
            return lines
    raise AssertionError(f"the process ended without printing {last!r}; it printed {lines}")


@contextmanager
def reserved_ports() -> Iterator[int]:
    """The first of two neighbouring ports that no other process is given until the block ends.

    They are bound, and nobody listens: whoever names them may (with SO_REUSEADDR, as servers do), and the system hands
    them out to nobody.
    """
    with ExitStack() as both:
        while True:
            first = _bound(0)
            port: int = first.getsockname()[1]
            try:
                both.enter_context(_bound(port + 1))
            except (OSError, OverflowError):
                first.close()
                continue
            both.enter_context(first)
            break
        yield port


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
    except BaseException:
        bound.close()
        raise
    return bound
