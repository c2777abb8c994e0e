"""Calls of a vendor's API: over https, to one host, patient with limits, and never for more than fits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from onboarding.content.faults import SourceFault, SourceRefused
from onboarding.help.importers.progress import Progress, Unwatched

TIMEOUT_SECONDS = 30
LARGEST = 50 * 1024 * 1024
"""Bytes of an answer."""
MOST_TRIES = 6
LONGEST_WAIT_SECONDS = 600.0
BUSY = (429, 500, 502, 503, 504)
HTTPS = frozenset({"https"})


class NotAnswered(Exception):  # noqa: N818 - told to whoever imports
    """The API refused; `status` is that of HTTP."""

    def __init__(self, address: str, status: int) -> None:
        super().__init__(f"{address} answered {status}")
        self.address = address
        self.status = status


@dataclass(frozen=True, kw_only=True)
class ApiClient:
    """One vendor's API."""

    base: str
    """Address under which everything asked for must lie on the same host."""
    headers: Mapping[str, str] = field(repr=False)
    """Say who asks; they are sent to no other host."""
    schemes: frozenset[str] = HTTPS
    wait: Callable[[float], None] = time.sleep
    """Lets a number of seconds pass."""
    present: Callable[[], datetime] = lambda: datetime.now(UTC)
    progress: Progress = field(default_factory=Unwatched)

    def get(self, address: str) -> bytes:
        """What an address answers.

        Raises:
            NotAnswered: the API refuses, or is busy for too long.
            SourceRefused: the address is on another host, or the answer is too large.
        """
        if urlsplit(address).scheme not in self.schemes or origin(address) != origin(self.base):
            raise refused(address, f"is not on {origin(self.base)}")
        opener = build_opener(_SameHost())
        for number in range(1, MOST_TRIES + 1):
            answer = self._try(opener, address, is_last=number == MOST_TRIES)
            if isinstance(answer, bytes):
                return answer
            seconds = min(answer.seconds if answer.seconds is not None else 2.0**number, LONGEST_WAIT_SECONDS)
            self.progress.tell(f"{origin(address)} {answer.why}; asking again in {seconds:.0f} s")
            self.wait(seconds)
        raise AssertionError("the last try answers or raises")

    def _try(self, opener: OpenerDirector, address: str, *, is_last: bool) -> bytes | _Later:
        """The answer, or why there is none yet."""
        request = Request(address, headers={"Accept": "application/json", **self.headers})  # noqa: S310 - checked above
        try:
            with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                data: bytes = answer.read(LARGEST + 1)
        except HTTPError as error:
            with error:
                if error.code not in BUSY or is_last:
                    raise NotAnswered(address, error.code) from error
                return _Later("is busy", self._retry_after(error.headers.get("Retry-After", "")))
        except (URLError, HTTPException, TimeoutError, OSError) as error:
            why = f"cannot be reached: {getattr(error, 'reason', error)}"
            if is_last:
                raise refused(address, why) from error
            return _Later(why)
        if len(data) > LARGEST:
            raise refused(address, f"answered more than {LARGEST // 1024 // 1024} MB")
        return data

    def _retry_after(self, said: str) -> float | None:
        if said.isascii() and said.isdigit():
            return float(said)
        try:
            return max(0.0, (parsedate_to_datetime(said) - self.present()).total_seconds())
        except (TypeError, ValueError):
            return None


@dataclass(frozen=True)
class _Later:
    """No answer yet."""

    why: str
    seconds: float | None = None
    """To wait before the next try; None when the API does not say."""


class _SameHost(HTTPRedirectHandler):
    """Follows redirects within a host: who asks is told to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if origin(newurl) != origin(req.full_url):
            raise refused(req.full_url, f"leads to another host, {origin(newurl)}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def refused(address: str, detail: str) -> SourceRefused:
    """What is wrong with an address, or with what it answered."""
    return SourceRefused([SourceFault(address, 1, detail)])
