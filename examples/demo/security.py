"""Pennyleaf's own browser policy: as strict as a careful customer of Handrail would have it."""

from flask import Flask, Response, abort, request

from .access import HandrailAccess


def content_security_policy(handrail_origin: str) -> str:
    """Return the policy; Handrail needs its origin in script-src and connect-src, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {handrail_origin}",
            f"connect-src 'self' {handrail_origin}",
            "style-src 'self'",
            "img-src 'self' data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def protect(app: Flask, access: HandrailAccess) -> None:
    """Add the headers to every answer and refuse forms posted from other sites."""
    policy = content_security_policy(access.origin)

    @app.before_request
    def refuse_foreign_forms() -> None:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") not in (
            "same-origin",
            "none",
        ):
            abort(403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if response.mimetype in ("text/html", "application/json"):
            response.headers["Cache-Control"] = "no-store"
        return response
