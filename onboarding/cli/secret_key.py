"""The secret of an installation, made when there is none."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def ensure_secret_key(data_dir: Path) -> None:
    """Make the folder and, unless it is there, its `secret_key` file; only their owner may read them."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        write_private(data_dir / "secret_key", secrets.token_urlsafe(48) + "\n")
    except FileExistsError:
        return


def write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read, from its first byte on; raises FileExistsError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
