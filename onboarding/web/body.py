"""Reading a request's body: bounded, decompressed, strict JSON.

werkzeug cuts a chunked body at the limit and answers 200; this reader refuses it with 413 instead.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

import orjson
from flask import request

from onboarding.web.problems import Problem

LIMIT = 64 * 1024
"""Bytes of a body, before and after decompression: what browsers send with `keepalive`."""
GZIP = 16 + zlib.MAX_WBITS
ZEROS_FOR_DIGITS = bytes(ord("0") if byte in b"0123456789" else ord(" ") for byte in range(256))
"""A table for `bytes.translate`: a search for digits in what it leaves is sixteen times as fast as a pattern's."""
OVER_64_BITS = b"0" * 19
"""As many digits as the shortest integer that has more."""


def read_body(limit: int = LIMIT) -> bytes:
    """The request's body, decompressed.

    Raises:
        Problem: 413 when it is longer than `limit` bytes, 400 when it ends early, 415 for an unknown encoding.
        ParseException: as `transport` answers it: 408 when it takes too long, 400 when it is cut into chunks wrongly.
    """
    length = request.content_length
    if length is not None and length > limit:
        raise _too_large(limit)
    stream = request.environ["wsgi.input"]
    chunked = request.environ.get("wsgi.input_terminated", False)
    data: bytes = stream.read(limit + 1) if chunked and length is None else stream.read(length or 0)
    if len(data) > limit:
        raise _too_large(limit)
    if length is not None and len(data) < length:
        raise Problem(400, "body_incomplete", "The body ended before its Content-Length.")
    return _decompress(data, limit)


def read_json(limit: int = LIMIT) -> Any:
    """The request's body as JSON, whatever its Content-Type says (a page sends `text/plain` to need no preflight).

    Every integer is as it was written; orjson makes floats of those over 64 bits.

    Raises:
        Problem: 400 when it is not JSON by RFC 8259 in UTF-8, or is nested too deeply for Python; or as `read_body`.
    """
    data = read_body(limit)
    try:
        value = orjson.loads(data)
        return json.loads(data) if OVER_64_BITS in data.translate(ZEROS_FOR_DIGITS) else value
    except (ValueError, RecursionError) as error:
        raise Problem(400, "json_invalid", f"The body is not valid JSON: {error}") from error


def _decompress(data: bytes, limit: int) -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    if encoding == "identity":
        return data
    if encoding != "gzip":
        raise Problem(415, "encoding_unknown", "Content-Encoding must be gzip or absent.")
    decompressor = zlib.decompressobj(GZIP)
    try:
        plain = decompressor.decompress(data, limit + 1)
    except zlib.error as error:
        raise Problem(400, "gzip_invalid", "The body is not valid gzip.") from error
    if len(plain) > limit:
        raise _too_large(limit)
    if not decompressor.eof or decompressor.unused_data:
        raise Problem(400, "gzip_invalid", "The gzip body is cut off, or something follows it.")
    return plain


def _too_large(limit: int) -> Problem:
    return Problem(413, "body_too_large", f"The body may be {limit} bytes at most.")
