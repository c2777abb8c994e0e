"""Markdown from anybody: whatever it holds, nothing but allow-listed nodes comes out, and in bounded time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import StateInline

from onboarding.content import markdown
from onboarding.content.blocks import ATTRIBUTES, to_html
from onboarding.content.markdown import blocks_of

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
TRIMMED = "".join(map(chr, range(33)))

HOSTILE = [
    # scripts and handlers
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.test/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<<script>script>alert(1)<</script>/script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr=alert(1)//",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><use href=data:image/svg+xml;base64,PHN2Zz4=#x>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<p onclick=alert(1)>x</p>",
    "<a onmouseover=alert(1)>x</a>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<table background=javascript:alert(1)><tr><td>x</table>",
    "<td style=width:expression(alert(1))>x",
    # addresses
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://a.test/1)",
    "[x](//evil.test)",
    "[x](\\\\evil.test)",
    "[x](/\\evil.test)",
    "[x](/&#9;/evil.test)",
    "[x](/&#10;/evil.test)",
    "[x](&#9;//evil.test)",
    "[x](&#1;//evil.test)",
    '<a href="/\t/evil.test">x</a>',
    '<a href="\x0b//evil.test">x</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](//evil.test/x.png)",
    '![x" onerror="alert(1)](https://a.test/x.png)',
    "[x](https://a.test 'onmouseover=alert(1)')",
    '[x](https://a.test"onmouseover="alert(1))',
    # frames, forms, styles, documents
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>",
    "<link rel=stylesheet href=//evil.test/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import '//evil.test/x.css';</style>",
    "<div style=background:url(javascript:alert(1))>x</div>",
    "<template><script>alert(1)</script></template>",
    # parsers led astray (mXSS)
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><p title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?php <img src=x onerror=alert(1)> ?>",
    "<p/><script/x>alert(1)</script/>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "<a href='https://a.test'><a href='javascript:alert(1)'>x</a></a>",
    "\u2028<script>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "\ufeff<img src=x onerror=alert(1)>",
]

PATHOLOGICAL = {
    "brackets": "[" * 20_000,
    "images": "![" * 10_000,
    "links": "[a](" * 10_000,
    "nested links": "[" * 5_000 + "a" + "](b)" * 5_000,
    "emphasis": "*a **b " * 6_000,
    "closers": "a**b" + "c* " * 12_000,
    "quotes": ">" * 20_000 + "a",
    "lists": "".join(" " * (2 * depth) + "- a\n" for depth in range(150)),
    "backticks": "".join("`" * (number % 300) + "a" for number in range(300)),
    "tables": "|" * 10_000 + "\n" + "|-" * 5_000 + "\n" + "|" * 10_000,
    "references": "[a]: b\n" * 5_000 + "[a]" * 5_000,
    "entities": "&" * 40_000,
    "html": "<" * 30_000,
    "comments": "<!--" * 10_000,
    "tags": "<div>" * 10_000,
    "inline tags": "<b>" * 10_000,
    "strikes": "~~a" * 10_000,
    "escapes": "\\" * 40_000,
    "setext": "a\n=" * 10_000,
    "autolinks": "<http://a" * 8_000,
    "long line": "a" * 100_000,
}


def nodes_of(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    for node in blocks:
        if isinstance(node, dict):
            yield node
            yield from nodes_of(node.get("children", []))


def is_safe(address: str) -> bool:
    """Whether a browser takes an address for what it may be (https://url.spec.whatwg.org/#url-parsing)."""
    read = address.strip(TRIMMED).translate(DROPPED).replace("\\", "/")
    scheme = SCHEME.match(read)
    return scheme[1].lower() in ("http", "https", "mailto") if scheme else not read.startswith("//")


class Elements(HTMLParser):
    """The elements of drawn HTML, as a parser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def check(blocks: list[Any]) -> None:
    for node in nodes_of(blocks):
        assert set(node) <= {"tag", "children", *ATTRIBUTES[node["tag"]]}
        for name in ("href", "src"):
            assert is_safe(node.get(name, "#")), node
    for tag, attributes in Elements(to_html(blocks)).found:
        assert tag in ATTRIBUTES
        assert set(attributes) <= {*ATTRIBUTES[tag], "rel"} - {"article"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_leaves_no_active_markup(text: str) -> None:
    check(blocks_of(text))
    check(blocks_of(f"before {text} after"))
    check(blocks_of(f"- x\n\n  {text}\n\n| {text} |\n|---|\n| {text} |"))
    check(blocks_of(f"<div>\n\n{text}\n\n<p>{text}</p>"))


@given(st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "'", "\n\n", "`", "](", "<!--", "&"]), max_size=6))
def test_hostile_markdown_joined_leaves_no_active_markup(parts: list[str]) -> None:
    check(blocks_of("".join(parts)))


def test_hostile_corpus_is_large_enough() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_markdown_takes_steps_in_proportion(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of the inline parser are counted, not seconds: a quadratic text would take thousands per character."""
    steps = 0
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def count(_state: StateInline, _silent: bool) -> bool:
        nonlocal steps
        steps += 1
        return False

    parser.inline.ruler.before("text", "count", count)
    monkeypatch.setattr(markdown, "_markdown", parser)
    text = PATHOLOGICAL[name]
    check(blocks_of(text))
    assert steps <= 40 * len(text)


def test_a_text_longer_than_allowed_is_refused() -> None:
    with pytest.raises(ValueError, match="100000 characters"):
        blocks_of("a" * 100_001)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.test/x?y=1#z", True),
        ("mailto:a@b.test", True),
        ("/help/x", True),
        ("x.md", True),
        ("#part", True),
        ("//evil.test", False),
        ("/&#9;/evil.test", False),
        ("&#10;//evil.test", False),
        ("\\\\evil.test", False),
    ],
)
def test_addresses_keep_to_what_they_look_like(address: str, kept: bool) -> None:
    [paragraph] = blocks_of(f'<p><a href="{address}">x</a></p>')
    assert isinstance(paragraph, dict)
    assert ("href" in paragraph["children"][0]) is kept


def test_text_of_deeply_nested_elements_is_kept() -> None:
    html = to_html(blocks_of("<b>" * 500 + "deep" + "</b>" * 500 + " after"))
    assert html.count("<strong>") == html.count("</strong>") == markdown.DEEPEST - 1
    assert html.endswith("</strong> after</p>")
    assert "deep" in html


def test_empty_cells_keep_their_columns() -> None:
    [table] = blocks_of("| | a |\n|-|-|\n| b | |")
    rows = [[cell["children"] for cell in node["children"]] for node in nodes_of([table]) if node["tag"] == "tr"]
    assert rows == [[[], ["a"]], [["b"], []]]
