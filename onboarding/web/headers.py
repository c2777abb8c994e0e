"""What every answer carries: a request id, CORS for allowed origins, and headers that disarm browsers."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

PREFLIGHT_SECONDS = "7200"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def register(app: Flask) -> None:
    """Install the hooks on `app`."""
    app.before_request(_name_request)
    app.after_request(_add_headers)


def allow_origin(origins: tuple[str, ...]) -> None:
    """Let a page of one of `origins` read this request's answer (called once its environment is known)."""
    if request.headers.get("Origin") in origins:
        g.allowed_origin = request.headers["Origin"]


def _name_request() -> Response | None:
    g.request_id = secrets.token_hex(8)
    g.allowed_origin = None
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


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Request-Id"] = g.get("request_id", "")
    if g.get("allowed_origin"):
        headers["Access-Control-Allow-Origin"] = g.allowed_origin
        headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-Id"
    if request.path.startswith("/v1/"):
        headers.add("Vary", "Origin")
    elif response.mimetype == "text/html":
        headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
