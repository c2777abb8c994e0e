"""What can go wrong while a request arrives, as problems: met by the server before the application, or in a body."""

from __future__ import annotations

from flask import Flask, Response
from gunicorn.http import errors

from onboarding.web.problems import Problem, answer


class RequestTimeout(errors.ParseException):  # type: ignore[misc]
    """The client took too long to send its request."""


REFUSALS: tuple[tuple[type[Exception], int, str], ...] = (
    (RequestTimeout, 408, "request_timeout"),
    (errors.LimitRequestLine, 414, "uri_too_long"),
    (errors.LimitRequestHeaders, 431, "headers_too_large"),
    (errors.ExpectationFailed, 417, "expectation_failed"),
    (errors.UnsupportedTransferCoding, 501, "transfer_coding_unknown"),
    (errors.NoMoreData, 400, "body_incomplete"),
    (errors.InvalidResponseHeader, 500, "internal"),
    (errors.InvalidResponseHeaderName, 500, "internal"),
    (errors.ParseException, 400, "http_malformed"),
)
"""The first kind that fits counts."""


def problem_of(error: Exception) -> Problem:
    """The problem that says what the server met; 500 for anything that is not the client's fault."""
    status, code = next(
        ((status, code) for kind, status, code in REFUSALS if isinstance(error, kind)), (500, "internal")
    )
    detail = str(error) if status != 500 else "Something went wrong on our side; the request id helps us find it."
    return Problem(status, code, detail)


def register(app: Flask) -> None:
    """Answer bodies of `app` that do not arrive as they should."""
    app.register_error_handler(errors.ParseException, _answer)
    app.register_error_handler(errors.NoMoreData, _answer)


def _answer(error: Exception) -> Response:
    return answer(problem_of(error))
