"""What every answer carries: a request id, CORS for allowed origins, and headers that disarm browsers."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from flask import Flask, Response, g, request

PREFLIGHT_SECONDS = "7200"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


STRICT_TRANSPORT = "max-age=31536000"


def register(app: Flask, *, over_https: bool) -> None:
    """Install the hooks on `app`; browsers that reach it over HTTPS are told to use nothing else for a year."""
    app.before_request(_name_request)
    app.after_request(_add_headers)
    if over_https:
        app.after_request(_insist_on_https)


def allow_origin(origins: tuple[str, ...]) -> None:
    """Let a page of one of `origins` alone read this request's answer (called once its environment is known)."""
    origin = request.headers.get("Origin")
    g.readers = origin if origin in origins else None


def _name_request() -> Response | None:
    g.request_id = secrets.token_hex(8)
    g.pop("readers", None)
    if request.method == "OPTIONS" and request.path.startswith("/v1/"):
        return _preflight()
    return None


def _preflight() -> Response:
    # The key that would say which origins are allowed is in the body or query of the request to come;
    # that request is answered without the header when its origin is not allowed.
    response = Response(status=204)
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
    response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT"
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, If-None-Match"
    response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    response.headers["Vary"] = "Origin"
    return response


def _reader(response: Response) -> str | None:
    """The origin whose pages may read the answer.

    Any page may read what is refused before an environment is known, such as a body that is too large: a widget that
    could not tell it from a lost connection would send it again for ever. Such an answer tells nothing of anybody.
    """
    if "readers" in g:
        readers: str | None = g.readers
        return readers
    is_refusal = response.status_code >= HTTPStatus.BAD_REQUEST and request.path.startswith("/v1/")
    return request.headers.get("Origin") if is_refusal else None


def _insist_on_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    return response


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Request-Id"] = g.get("request_id", "")
    reader = _reader(response)
    if reader:
        headers["Access-Control-Allow-Origin"] = reader
        headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-Id"
    if request.path.startswith("/v1/"):
        headers.add("Vary", "Origin")
    elif response.mimetype == "text/html":
        headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
