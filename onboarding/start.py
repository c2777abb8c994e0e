"""Where the `handrail` command begins: with nothing loaded yet, so that Ctrl-C while it loads leaves no traceback."""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Load the command line and run it."""
    try:
        command_line = import_module("onboarding.__main__")
    except KeyboardInterrupt:
        sys.exit("Aborted!")  # as click says it from then on
    command_line.main()
