"""URL patterns: `/invoices/:id`, `/settings*`, `https://app.example.com/x`, `/search?tab=paid`, `#/invoices/:id`.

`*` stands for any characters, `:name` for one segment. A pattern without an origin is about the path alone; the query
matters only where the pattern names parameters, the fragment only where the pattern has one (a route of a
single-page application). The browser decides the same way: static/widget/src/page/pattern.ts follows the same table
of cases, tests/fixtures/url_patterns.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qsl, unquote

from onboarding.typed.urls import split_url

LONGEST = 200
ORIGIN = re.compile(r"[a-z*][a-z*+.-]*://[^/?#]*", re.IGNORECASE)
TOKEN = re.compile(r":[a-z_]\w*|.", re.IGNORECASE | re.DOTALL)
DEFAULT_PORTS = {"http": 80, "https": 443}


def check_pattern(pattern: str) -> None:
    """Raise ValueError when `pattern` could never match: empty, too long, or neither a path nor an address."""
    if not 0 < len(pattern) <= LONGEST:
        raise ValueError(f"a URL pattern has 1 to {LONGEST} characters")
    if not _is_pattern(pattern):
        raise ValueError("a URL pattern starts with /, *, # or an origin such as https://app.example.com")


def matches(pattern: str, url: str) -> bool:
    """Whether `url` (absolute) is one of the addresses `pattern` describes; malformed ones are no match."""
    parts = _split(url)
    if parts is None or not _is_pattern(pattern):
        return False
    found = ORIGIN.match(pattern)
    origin = found.group() if found else ""
    if origin and not glob(origin.lower(), _origin(parts)):
        return False
    main, _, route = pattern[len(origin) :].partition("#")
    if not _matches_place(main, parts.path or "/", parts.query):
        return False
    path, _, query = parts.fragment.partition("?")
    return _matches_place(route, path, query)


def glob(pattern: str, text: str) -> bool:
    """Whether `text` is what `pattern` describes, whole.

    Linear in pattern × text: a set of positions in the pattern advances together, so no pattern can take long.
    """
    tokens = TOKEN.findall(pattern)
    positions = _with_stars_skipped([0], tokens)
    for character in text:
        ahead = [after for position in positions for after in _advance(tokens, position, character)]
        positions = _with_stars_skipped(ahead, tokens)
        if not positions:
            return False
    return len(tokens) in positions


def _advance(tokens: list[str], position: int, character: str) -> tuple[int, ...]:
    if position == len(tokens):
        return ()
    wanted = tokens[position]
    if wanted == "*":
        return (position,)
    if len(wanted) > 1:
        return () if character == "/" else (position, position + 1)
    return (position + 1,) if wanted == character else ()


def _with_stars_skipped(positions: Iterable[int], tokens: list[str]) -> set[int]:
    reached = set(positions)
    for position in sorted(reached):
        while position < len(tokens) and tokens[position] == "*":
            position += 1
            reached.add(position)
    return reached


def _matches_place(pattern: str, path: str, query: str) -> bool:
    """What a pattern leaves out may be anything: the path of `#/x` and of a bare origin, the route of `/x`."""
    place, _, wanted = pattern.partition("?")
    if place and not glob(_place(place), _place(path)):
        return False
    actual = parse_qsl(query, keep_blank_values=True)
    return all(
        any(found == name and (not value or glob(value, given)) for found, given in actual)
        for name, value in parse_qsl(wanted, keep_blank_values=True)
    )


def _place(path: str) -> str:
    """`/a/` and `/a` are one place; an escaped slash stays inside its segment."""
    trimmed = path[:-1] if len(path) > 1 and path.endswith("/") else path
    return unquote(re.sub("%2f", "%252F", trimmed, flags=re.IGNORECASE))


def _is_pattern(pattern: str) -> bool:
    return pattern.startswith(("/", "#", "*")) or "://" in pattern


def _split(url: str) -> SplitResult | None:
    parts = split_url(url)
    return parts if parts is not None and parts.scheme and parts.hostname and parts.port != 0 else None


def _origin(parts: SplitResult) -> str:
    port = "" if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"
