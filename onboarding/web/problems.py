"""Every error an API caller can meet, in one shape: RFC 9457 problem+json."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("handrail")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: where (JSON pointer) and what."""

    pointer: str
    detail: str


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    """Ends a request with an error answer.

    `code` is stable and documented in docs/api.md; `detail` is for the person who reads it.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


class NotFoundError(LookupError):
    """What was asked for is not there, or not the asker's. Its text is a whole sentence, and they read it."""


def register(app: Flask) -> None:
    """Answer every error of `app` as problem+json."""
    app.register_error_handler(Exception, _answer_error)


def answer(problem: Problem) -> Response:
    """The response of a problem."""
    body = document(problem, g.get("request_id", ""))
    return Response(body, problem.status, problem.headers, mimetype=MEDIA_TYPE)


def document(problem: Problem, request_id: str) -> bytes:
    """A problem as JSON."""
    body: dict[str, Any] = {
        "type": f"/docs/problems#{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "errors": [{"pointer": fault.pointer, "detail": fault.detail} for fault in problem.faults],
        "request_id": request_id,
    }
    return orjson.dumps(body)


def problem_of(error: Exception) -> Problem:
    """What an error comes to for whoever made the request; one that nobody foresaw is logged with its traceback."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, NotFoundError):
        return Problem(404, "not_found", str(error))
    if isinstance(error, HTTPException) and error.code is not None:
        phrase = HTTPStatus(error.code).phrase
        headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
        return Problem(error.code, phrase.lower().replace(" ", "_"), error.description or phrase, headers=headers)
    if isinstance(error, OperationalError):
        log.error("database unavailable: %s", error.orig)
        return Problem(503, "unavailable", "The database did not answer; try again.", headers={"Retry-After": "2"})
    log.exception(  # noqa: LOG004 - Flask calls its error handlers inside its except block
        "unexpected error at %s %s", request.method, request.path
    )
    return Problem(500, "internal", "Something went wrong on our side; the request id helps us find it.")


def _answer_error(error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        response = error.get_response(request.environ)  # 304 Not Modified is raised, and is no problem
        return Response(response.get_data(), error.code, response.headers)
    return answer(problem_of(error))
