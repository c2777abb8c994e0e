"""Request bodies: how long they may be, how they may be packed, and what counts as JSON."""

from __future__ import annotations

import gzip
import io
import json
from typing import Any

import pytest
from flask import Flask, Response, jsonify
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from onboarding.delivery.bodies import body_object
from onboarding.web import headers, problems, transport
from onboarding.web.body import LIMIT, read_body
from tests.conftest import Tenant


@pytest.fixture
def reader() -> FlaskClient:
    """An application that only reads bodies: no database is needed to refuse one."""
    app = Flask(__name__)
    headers.register(app, over_https=False)
    transport.register(app)
    problems.register(app)

    @app.post("/v1/length")
    def length() -> Response:
        return jsonify(len(read_body()))

    @app.post("/v1/object")
    def whole() -> Response:
        return jsonify(body_object())

    return app.test_client()


def outcome(response: TestResponse) -> tuple[int, str]:
    return response.status_code, response.get_json()["code"]


def chunked(client: FlaskClient, data: bytes, **options: Any) -> TestResponse:
    """Send as a server hands on a chunked body: without a length, with a stream that ends by itself."""
    environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    return client.post("/v1/length", input_stream=io.BytesIO(data), environ_overrides=environ, **options)


def packed(client: FlaskClient, data: bytes, encoding: str = "gzip") -> TestResponse:
    return client.post("/v1/length", data=data, headers={"Content-Encoding": encoding})


TOO_LARGE = (413, "body_too_large")


def test_body_of_64_kb_is_the_longest(reader: FlaskClient) -> None:
    assert reader.post("/v1/length", data=b"x" * LIMIT).get_json() == 65_536
    assert outcome(reader.post("/v1/length", data=b"x" * (LIMIT + 1))) == TOO_LARGE


def test_body_in_chunks_is_refused_not_cut(reader: FlaskClient) -> None:
    assert chunked(reader, b"x" * LIMIT).get_json() == LIMIT
    assert outcome(chunked(reader, b"x" * (LIMIT + 1))) == TOO_LARGE
    assert outcome(chunked(reader, b"x" * (20 * LIMIT))) == TOO_LARGE


def test_body_in_chunks_is_unpacked(reader: FlaskClient) -> None:
    gzipped = {"Content-Encoding": "gzip"}
    assert chunked(reader, gzip.compress(b"x" * LIMIT), headers=gzipped).get_json() == LIMIT
    assert outcome(chunked(reader, gzip.compress(b"x" * (LIMIT + 1)), headers=gzipped)) == TOO_LARGE


def test_body_without_length_is_empty(reader: FlaskClient) -> None:
    environ = {"CONTENT_LENGTH": ""}
    answer = reader.post("/v1/length", input_stream=io.BytesIO(b"more"), environ_overrides=environ)
    assert answer.get_json() == 0


def test_body_that_ends_early_is_refused(reader: FlaskClient) -> None:
    answer = reader.post("/v1/length", input_stream=io.BytesIO(b"ab"), environ_overrides={"CONTENT_LENGTH": "3"})
    assert outcome(answer) == (400, "body_incomplete")


def test_gzip_is_unpacked(reader: FlaskClient) -> None:
    assert packed(reader, gzip.compress(b"x" * LIMIT)).get_json() == LIMIT
    assert packed(reader, gzip.compress(b"xyz"), "GZIP").get_json() == 3
    assert packed(reader, b"xyz", "identity").get_json() == 3


def test_gzip_bomb_is_refused(reader: FlaskClient) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < LIMIT
    assert outcome(packed(reader, bomb)) == TOO_LARGE
    assert outcome(packed(reader, gzip.compress(b"x" * (LIMIT + 1)))) == TOO_LARGE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        gzip.compress(b"x" * 1_000)[:-1],
        gzip.compress(b"x" * 1_000)[:-8],
        gzip.compress(b"x" * 1_000)[:12],
        gzip.compress(b"x")[:-8] + b"\0" * 8,
        gzip.compress(b"x") + b"trailing",
        gzip.compress(b"x") + gzip.compress(b"y"),
    ],
    ids=["empty", "plain", "no-last-byte", "no-checksum", "cut", "bad-checksum", "trailing", "second-member"],
)
def test_gzip_that_is_damaged_is_refused(reader: FlaskClient, data: bytes) -> None:
    assert outcome(packed(reader, data)) == (400, "gzip_invalid")


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "x-gzip", ""])
def test_unknown_encoding_is_refused(reader: FlaskClient, encoding: str) -> None:
    assert outcome(packed(reader, gzip.compress(b"x"), encoding)) == (415, "encoding_unknown")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"{",
        b"{}{}",
        b"{'a': 1}",
        b'{"a": 1,}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 01}',
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"a": "\xed\xa0\x80"}',
        b'{"a": "\xff"}',
        b'{"a": "\x00"}',
        b'{"a": 1} // note',
        b"\xef\xbb\xbf{}",
        '{"a": 1}'.encode("utf-16"),
        b"[" * 60_000,
        b'{"a":' * 10_000,
    ],
    ids=lambda data: ascii(data[:16]),
)
def test_body_that_is_no_json_is_refused(reader: FlaskClient, data: bytes) -> None:
    assert outcome(reader.post("/v1/object", data=data)) == (400, "json_invalid")


def test_body_nested_deeper_than_its_limit_is_refused(reader: FlaskClient) -> None:
    assert outcome(reader.post("/v1/object", data=b"[" * 100_000)) == TOO_LARGE


@pytest.mark.parametrize("data", [b"[]", b"[{}]", b"null", b"5", b'"{}"', b"true"])
def test_body_that_is_no_object_is_refused(reader: FlaskClient, data: bytes) -> None:
    answer = reader.post("/v1/object", data=data)
    assert outcome(answer) == (422, "invalid")
    assert answer.get_json()["errors"] == [{"pointer": "", "detail": "not an object"}]


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "text/plain;charset=UTF-8", "x/y", ""])
def test_body_is_json_whatever_it_is_called(reader: FlaskClient, media_type: str) -> None:
    assert reader.post("/v1/object", data=b'{"a": 1}', content_type=media_type).get_json() == {"a": 1}


@pytest.mark.parametrize("path", ["/v1/boot", "/v1/events", "/v1/requests"])
def test_widget_call_refuses_unusable_values(client: FlaskClient, tenant: Tenant, path: str) -> None:
    """What JSON allows and no field can hold is the caller's fault, never ours."""
    caller = {"key": tenant.public_key, "anonymous_id": "anon-0123456789abcdef"}
    digits = json.dumps({**caller, "version": 0}).replace('"version": 0', '"version": ' + "9" * 5_000)
    deep = json.dumps({**caller, "traits": 0}).replace('"traits": 0', '"traits": ' + "[" * 900 + "]" * 900)
    statuses = [client.post(path, data=data).status_code for data in (digits, deep)]
    keys: tuple[object, ...] = (5, [], {}, None, "k\0", "é")
    statuses += [client.post(path, json={**caller, "key": key}).status_code for key in keys]
    ids: tuple[object, ...] = (5, [], {}, "", "short", "é" * 20, "a\0" * 10, "x" * 65)
    statuses += [client.post(path, json={**caller, "anonymous_id": each}).status_code for each in ids]
    assert [status for status in statuses if status not in (400, 401, 422)] == []
