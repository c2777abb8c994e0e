"""Stops a PostgreSQL server that has outlived its tests, and removes its folder: `python outlived_postgres.py FOLDER`.

It runs beside the tests with its standard input held open by them, which ends when they do, however they end. The
server itself is no child of theirs: `pg_ctl` lets go of what it starts.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

PATIENCE_SECONDS = 30


def stop(data: Path) -> None:
    """Stop the server of a data folder at once, if one is running; by SIGQUIT it leaves no shared memory behind."""
    lock = data / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        os.kill(int(lock.read_text("utf-8").splitlines()[0]), signal.SIGQUIT)
    gives_up = time.monotonic() + PATIENCE_SECONDS
    while lock.exists() and time.monotonic() < gives_up:
        time.sleep(0.05)


if __name__ == "__main__":
    sys.stdin.buffer.read()
    stop(Path(sys.argv[1]) / "data")
    shutil.rmtree(sys.argv[1], ignore_errors=True)
