"""Events Pennyleaf's backend tells Handrail itself, for things the browser cannot be trusted with."""

import json
import logging
import os
import time
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from .access import HandrailAccess

TIMEOUT_SECONDS = 3.0
GRACE_SECONDS = 0.4  # long enough for the next page to show the tick, short enough not to be felt

log = logging.getLogger(__name__)


def uuid7() -> str:
    """Return a time-ordered UUID (RFC 9562 §5.7): 48 bits of Unix milliseconds, the rest random."""
    stamp = time.time_ns() // 1_000_000
    bits = (stamp << 80) | int.from_bytes(os.urandom(10), "big")
    bits = bits & ~(0xF << 76) | (0x7 << 76)
    bits = bits & ~(0x3 << 62) | (0x2 << 62)
    return str(uuid.UUID(int=bits))


def timestamp() -> str:
    """Return this moment as RFC 3339 in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class ServerEvents:
    """Sends events in the background; a Handrail that is slow or gone never holds up a page."""

    def __init__(self, access: HandrailAccess) -> None:
        self._access = access
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="handrail-events")

    def send(self, user_id: str, name: str, properties: dict[str, Any] | None = None) -> None:
        """Queue one event and wait a moment for it, so that the page that follows is up to date."""
        event = {"id": uuid7(), "name": name, "occurred_at": timestamp(), "properties": properties or {}}
        sent: Future[None] = self._pool.submit(self._post, user_id, event)
        try:
            sent.result(timeout=GRACE_SECONDS)
        except TimeoutError:
            log.info("event %s is still on its way", name)

    def close(self) -> None:
        """Wait for what is on its way and stop."""
        self._pool.shutdown()

    def _post(self, user_id: str, event: dict[str, Any]) -> None:
        body = json.dumps({"sent_at": timestamp(), "events": [event]}).encode()
        request = Request(  # noqa: S310 (the operator's own address)
            f"{self._access.base_url.rstrip('/')}/v1/users/{quote(user_id, safe='')}/events",
            data=body,
            headers={
                "Authorization": f"Bearer {self._access.secret_key}",
                "Content-Type": "application/json",
            },
        )
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                answer.read()
        except (URLError, OSError) as problem:
            log.warning("event %s was not delivered: %s", event["name"], problem)
