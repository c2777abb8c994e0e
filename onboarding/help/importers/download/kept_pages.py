"""Pages that were fetched, kept so that a download that broke off goes on where it stopped."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from onboarding.help.addresses import slugify
from onboarding.help.importers.download.client import ApiClient, refused
from onboarding.help.importers.vendors.answers import Answer

COMPLETE = "complete"
KEPT_WHEN_BROKEN_OFF = timedelta(days=1)
KEPT_WHEN_COMPLETE = timedelta(hours=1)
"""Long enough that what a rehearsal told of is what comes in after it."""


@dataclass
class KeptPages:
    """The pages of one help centre in a folder of their own."""

    folder: Path
    client: ApiClient
    present: Callable[[], datetime] = lambda: datetime.now(UTC)
    answers: list[Answer] = field(default_factory=list)
    """Every page asked for, in order."""

    def open(self) -> None:
        """Begin, or go on where the last download broke off; pages that are too old are dropped."""
        limit = KEPT_WHEN_COMPLETE if (self.folder / COMPLETE).exists() else KEPT_WHEN_BROKEN_OFF
        begun = self._begun()
        if begun is not None and self.present() - begun > limit:
            self.forget()
        elif begun is not None:
            self.client.progress.tell(f"going on with what was fetched from {begun:%H:%M} UTC on; --fresh fetches anew")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def get(self, address: str) -> Any:
        """The page of an address, from the folder or from the API; raises as `ApiClient.get` does."""
        path = self.folder / _file_name(address)
        data = path.read_bytes() if path.exists() else self._fetched(address, path)
        try:
            value = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            path.unlink()
            raise refused(address, f"is not JSON: {error.msg}") from error
        self.answers.append(Answer(path.name, value))
        return value

    def close(self) -> None:
        """Say that there is no further page."""
        (self.folder / COMPLETE).touch()

    def forget(self) -> None:
        """Drop every page."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fetched(self, address: str, path: Path) -> bytes:
        data = self.client.get(address)
        partial = path.with_suffix(".partial")
        partial.write_bytes(data)
        partial.replace(path)
        self.client.progress.tell(f"fetched {urlsplit(address).path}")
        return data

    def _begun(self) -> datetime | None:
        """When the oldest page was fetched."""
        moments = [path.stat().st_mtime for path in self.folder.glob("*.json")] if self.folder.is_dir() else []
        return datetime.fromtimestamp(min(moments), UTC) if moments else None


def _file_name(address: str) -> str:
    parts = urlsplit(address)
    digest = hashlib.sha256(address.encode()).hexdigest()[:12]
    return f"{slugify(f'{parts.path}-{parts.query}')[-60:].lstrip('-')}-{digest}.json"
