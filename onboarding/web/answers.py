"""Answers of hot endpoints, encoded once by orjson instead of dumped field by field, and how long they may be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson
from flask import Response, request

from onboarding.web.fields import rfc3339

FOR_EVER = "public, max-age=31536000, immutable"
"""For addresses that change with what they lead to."""
BY_ITS_READER = "private, no-cache"
"""For what a browser may keep that asks each time whether it still may, and no cache that others share."""
NEVER = "no-store"


def for_seconds(seconds: int) -> str:
    """For what may be used so long without asking, and not once longer: an article may be withdrawn."""
    return f"public, max-age={seconds}"


def encode(value: Any) -> bytes:
    """JSON bytes of `value`; moments become RFC 3339 in UTC with milliseconds."""
    return orjson.dumps(value, default=_default, option=orjson.OPT_PASSTHROUGH_DATETIME)


def _default(value: Any) -> Any:
    if isinstance(value, datetime):
        return rfc3339(value)
    raise TypeError(f"cannot encode {type(value).__name__}")


def json_answer(value: Any, status: int = 200) -> Response:
    """A JSON response that no cache may keep."""
    return Response(encode(value), status, {"Cache-Control": NEVER}, mimetype="application/json")


def cacheable(
    body: bytes, *, keep: str, mimetype: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    """A response with an ETag made from its body; 304 without the body when the caller has it already.

    Args:
        body: the whole body.
        keep: for how long a cache may use it, as `Cache-Control` says it.
        mimetype: of the body.
        headers: what else to say, also with a 304.
    """
    etag = hashlib.sha256(body).hexdigest()[:32]
    return cacheable_as(etag, lambda: body, keep=keep, mimetype=mimetype, headers=headers)


def cacheable_as(
    etag: str, read: Callable[[], bytes], *, keep: str, mimetype: str, headers: Mapping[str, str] | None = None
) -> Response:
    """As `cacheable`, with the ETag known beforehand: `read` is called only when the caller does not have the body."""
    said = {"Cache-Control": keep, "ETag": f'"{etag}"', **(headers or {})}
    if etag in request.if_none_match:
        return Response(status=304, headers=said)
    return Response(read(), 200, said, mimetype=mimetype)
