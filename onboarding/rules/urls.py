"""URL patterns: `/invoices/:id`, `/settings*`, `https://app.example.com/*`, `/list?tab=open`, `#/route`.

`*` stands for any characters, `:name` for one segment of the path. A pattern without a scheme is about the path
alone; the query matters only where the pattern names parameters (all of them must be there), the fragment only
where the pattern has one. Decided in the browser too: static/widget/src/route.ts follows the same table of cases,
tests/fixtures/url_patterns.json.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

LONGEST = 200
TOKEN = re.compile(r"\*|:[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class UrlPattern:
    """A compiled pattern. Wildcards never nest, so matching takes linear time in practice and no user regex runs."""

    place: re.Pattern[str]
    whole: bool
    parameters: frozenset[tuple[str, str]]
    fragment: re.Pattern[str] | None


@lru_cache(maxsize=4_096)
def compile_pattern(pattern: str) -> UrlPattern:
    """The compiled form of `pattern`; raises ValueError when it is empty, too long or not a path or URL."""
    if not pattern or len(pattern) > LONGEST:
        raise ValueError(f"a URL pattern has 1 to {LONGEST} characters")
    whole = "://" in pattern
    if not whole and pattern[0] not in "/*#":
        raise ValueError("a URL pattern starts with /, *, # or a scheme such as https://")
    rest, _, fragment = pattern.partition("#")
    place, _, query = rest.partition("?")
    return UrlPattern(
        place=_expression(_without_slash(place) if place else "*"),
        whole=whole,
        parameters=frozenset(parse_qsl(query, keep_blank_values=True)),
        fragment=_expression(fragment) if fragment else None,
    )


def matches(pattern: str, url: str) -> bool:
    """Whether `url` (absolute, or a path) is one that `pattern` describes."""
    compiled = compile_pattern(pattern)
    parts = urlsplit(url)
    path = _without_slash(parts.path or "/")
    place = f"{parts.scheme}://{parts.netloc}{path if path != '/' else ''}" if compiled.whole else path
    if not compiled.place.fullmatch(place):
        return False
    if compiled.fragment is not None and not compiled.fragment.fullmatch(parts.fragment):
        return False
    return compiled.parameters <= set(parse_qsl(parts.query, keep_blank_values=True))


def _without_slash(path: str) -> str:
    return path[:-1] if len(path) > 1 and path.endswith("/") else path


def _expression(pattern: str) -> re.Pattern[str]:
    parts = []
    end = 0
    for token in TOKEN.finditer(pattern):
        parts += [re.escape(pattern[end : token.start()]), ".*" if token.group() == "*" else "[^/]+"]
        end = token.end()
    return re.compile("".join(parts) + re.escape(pattern[end:]))
