"""A stand-in for the server, which says what a test tells it to, and a product page under the strictest policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from tests.browser.widget import content
from tests.browser.widget.content import Json

DIST = Path(__file__).parents[3] / "static" / "widget" / "dist"


@dataclass
class Backend:
    """What the server says, and what it heard."""

    boot: Json = field(default_factory=content.boot)
    answer: Json = field(default_factory=dict)
    """Added to the answer to a batch of events: `checklists`, `tours`, `rejected`."""
    answers: dict[str, Json] = field(default_factory=dict)
    """Bodies to answer with in place of the usual ones, by path."""
    failures: list[int] = field(default_factory=list)
    """Statuses to refuse the next API calls with, first one first."""
    deaf: int = 0
    """Status to refuse batches of events with, unheard; 0 takes them."""
    calls: list[tuple[str, Json]] = field(default_factory=list)
    url: str = ""
    page: str = "<h1>Customers</h1>"
    doctype: str = "<!doctype html>"
    head: str = ""
    attributes: str = 'data-key="pk_test_x"'
    tag: str = ""
    """Stands in for the tag that `attributes` would make."""
    script: str = ""
    """What the product serves at `/early.js`, and runs before the tag."""
    token: str | None = None
    """What the product answers at `/handrail-token`; 401 when it is None."""

    @property
    def events(self) -> list[Json]:
        """Every event in order of arrival, duplicates included."""
        return [event for path, body in self.calls if path == "/v1/events" for event in body["events"]]

    @property
    def names(self) -> list[str]:
        """Names of the events, each event once."""
        return [event["name"] for event in {event["id"]: event for event in self.events}.values()]

    def reply(self, path: str, query: Json, body: Json) -> tuple[int, Any]:
        """Status and body of an API answer."""
        if self.deaf and path == "/v1/events":
            return self.deaf, {"title": "Not now", "status": self.deaf}
        self.calls.append((path, body or query))
        if self.failures:
            return self.failures.pop(0), {"title": "Not now", "status": 503}
        if path in self.answers:
            return 200, self.answers[path]
        if path == "/v1/boot":
            return 200, self.boot
        if path == "/v1/events":
            return 200, {"accepted": len(body["events"]), "rejected": [], "checklists": {}, "tours": {}, **self.answer}
        if path == "/v1/requests":
            return _request(body)
        return _help(path, query)


def _request(body: Json) -> tuple[int, Json]:
    if "@" not in body.get("email", "@"):
        errors = [{"pointer": "/email", "detail": "That is no e-mail address."}]
        return 422, {"title": "Invalid", "status": 422, "errors": errors}
    return 201, {"id": "tkt_1", "reference": "R-1042", "acknowledged_at": "", "text": "Thanks, we answer today."}


def _help(path: str, query: Json) -> tuple[int, Json]:
    if path == "/v1/search":
        words = str({"pasword": "password"}.get(query["q"], query["q"]))
        items = [content.hit(each, words) for each in content.ARTICLES if words in each["title"].lower()]
        corrected = words if words != query["q"] else None
        asked = {"search_id": f"sea_{words}", "query": query["q"], "corrected": corrected, "locale": "en"}
        more: Json = {"did_you_mean": None, "holds_all": bool(items), "nearest": [], "offered": []}
        return 200, {**asked, "items": items, **more}
    if path == "/v1/collections":
        bank: Json = {"slug": "banking", "title": "Banking", "description": "", "collections": []}
        return 200, {"items": [{**bank, "articles": content.ARTICLES[:1]}], "articles": content.ARTICLES[1:2]}
    wanted = unquote(path.rpartition("/")[2])
    found = next((each for each in content.ARTICLES if wanted in (each["id"], each["slug"])), None)
    if found is None:
        return 404, {"title": "Not found", "status": 404}
    more = {"collection": [], "url": "http://127.0.0.1/help", "updated_at": "", "related": content.ARTICLES[2:]}
    return 200, {**found, "locale": "en", "blocks": content.BLOCKS, **more}


class _Handler(BaseHTTPRequestHandler):
    backend: ClassVar[Backend]

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests speak."""

    def send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with suppress(ConnectionError):  # a page that is left waits for no answer
            self.wfile.write(body)


class _Api(_Handler):
    def do_GET(self) -> None:
        url = urlsplit(self.path)
        file = DIST / url.path.lstrip("/")
        if file.suffix in (".js", ".mjs"):
            self.send(200, file.read_bytes(), "text/javascript", Access_Control_Allow_Origin="*")
        else:
            self.answer(url.path, {name: values[0] for name, values in parse_qs(url.query).items()}, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(self.path, {}, json.loads(body))

    def answer(self, path: str, query: Json, body: Json) -> None:
        status, answer = self.backend.reply(path, query, body)
        self.send(status, json.dumps(answer).encode(), "application/json", Access_Control_Allow_Origin="*")


class _Product(_Handler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send(204, b"", "image/x-icon")
            return
        if self.path == "/handrail-token":
            token = self.backend.token
            self.send(200 if token else 401, (token or "Nobody is logged in.").encode(), "text/plain")
            return
        if self.path == "/early.js":
            self.send(200, self.backend.script.encode(), "text/javascript")
            return
        ours, own = self.backend.url, " 'self'" if self.backend.script else ""
        policy = f"default-src 'none'; script-src {ours}{own}; connect-src {ours} 'self'; img-src {ours}; "
        theirs = "style-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
        script = self.backend.tag or f'<script async src="{ours}/widget.js" {self.backend.attributes}></script>'
        if own:
            script = f'<script src="/early.js"></script>{script}'
        title = f'{self.backend.doctype}<html lang="en"><meta charset="utf-8"><title>Pennyleaf</title>'
        body = "<h1>Inside</h1>" if self.path == "/inner" else self.backend.page
        html = f"{title}{self.backend.head}{script}<body>{body}</body></html>"
        if self.path.endswith(".css"):
            self.send(200, HOSTILE_CSS, "text/css")
        else:
            self.send(200, html.encode(), "text/html", Content_Security_Policy=policy + theirs)


HOSTILE_CSS = b"""
* { color: red !important; font: 30px fantasy !important; letter-spacing: 4px !important; text-transform: uppercase }
button, section, handrail-widget { display: none !important; visibility: hidden !important; opacity: 0 !important }
div { transform: rotate(20deg) !important; pointer-events: none !important }
html { font-size: 62.5% }
"""


@contextmanager
def serving(handler: type[_Handler]) -> Iterator[str]:
    """Serve on a free port of the loopback until the block ends; yields the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def running() -> Iterator[tuple[Backend, str]]:
    """A backend and the address of the product that embeds its widget."""
    backend = Backend()
    api = type("Api", (_Api,), {"backend": backend})
    product = type("Product", (_Product,), {"backend": backend})
    with serving(api) as ours, serving(product) as theirs:
        backend.url = ours
        yield backend, theirs
