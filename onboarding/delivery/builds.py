"""The widget's modules of this release and of those before it, which pages that are still open go on asking for.

Modules are named after their content, so they can lie side by side: each release leaves its own in the data folder.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from pathlib import Path

BUILT = Path(__file__).parent / "widget"
KEPT_SECONDS = 30 * 24 * 60 * 60
"""How long a page may stay open and still find the parts it was made with."""
log = logging.getLogger("handrail")


def modules(kept: Path) -> Mapping[str, bytes]:
    """Modules by name: those of this release, and those that earlier ones left in the folder `kept`."""
    current = {path.name: path.read_bytes() for path in (BUILT / "w").glob("*.mjs")}
    try:
        _leave(kept, current)
        earlier = {path.name: path.read_bytes() for path in kept.glob("*.mjs")}
    except OSError as error:
        log.warning("the widget's earlier modules are not served: %s", error)
        earlier = {}
    return {**earlier, **current}


def _leave(kept: Path, current: Mapping[str, bytes]) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    for path in kept.glob("*.mjs"):
        if path.name not in current and path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
    for name, content in current.items():
        unfinished = kept / f"{name}.{os.getpid()}"
        unfinished.write_bytes(content)  # anew at each start: its age counts from its last use
        unfinished.replace(kept / name)
