"""Answers of hot endpoints, encoded once by orjson instead of dumped field by field."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import orjson
from flask import Response, request

from onboarding.web.fields import rfc3339


def encode(value: Any) -> bytes:
    """JSON bytes of `value`; moments become RFC 3339 in UTC with milliseconds."""
    return orjson.dumps(value, default=_default, option=orjson.OPT_PASSTHROUGH_DATETIME)


def _default(value: Any) -> Any:
    if isinstance(value, datetime):
        return rfc3339(value)
    raise TypeError(f"cannot encode {type(value).__name__}")


def json_answer(value: Any, status: int = 200) -> Response:
    """A JSON response that no cache may keep."""
    return Response(encode(value), status, {"Cache-Control": "no-store"}, mimetype="application/json")


def cacheable(body: bytes, *, max_age: int, mimetype: str = "application/json") -> Response:
    """A response with an ETag; 304 without a body when the caller has it already.

    Args:
        body: the whole body.
        max_age: seconds a cache may use it without asking; it may serve it stale while asking for a day.
        mimetype: of the body.
    """
    etag = hashlib.sha256(body).hexdigest()[:32]
    headers = {
        "Cache-Control": f"public, max-age={max_age}, stale-while-revalidate=86400",
        "ETag": f'"{etag}"',
    }
    if etag in request.if_none_match:
        return Response(status=304, headers=headers)
    return Response(body, 200, headers, mimetype=mimetype)
