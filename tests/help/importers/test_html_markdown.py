"""HTML comes out as Markdown that says the same, holds nothing that could harm, and takes bounded time."""

from __future__ import annotations

import contextlib
import re
import time
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.content.markdown import blocks_of
from onboarding.help.blocks.outline import draw
from onboarding.help.importers.html_markdown.conversion import convert
from onboarding.help.importers.html_markdown.flow import blocks_of_html
from onboarding.help.importers.html_markdown.losses import Loss, listed
from onboarding.help.importers.html_markdown.parsing import LARGEST, HtmlRefused, parse
from onboarding.help.importers.html_markdown.writing import markdown_of
from tests.hostile.articles import MARKUP
from tests.hostile.harmless import assert_harmless

MORE_HOSTILE = [
    # T17: addresses
    "<a href='java&Tab;script:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.test'>x</a>",
    "<a href='\\\\evil.test'>x</a>",
    "<a href='/\\evil.test'>x</a>",
    "<a href='https://a.test/)](javascript:alert(1))'>x</a>",
    "<a href='https://a.test/> onclick=alert(1)'>x</a>",
    "<img src='javascript:alert(1)'>",
    "<img src='data:text/html,<script>alert(1)</script>'>",
    "<img src='https://a.test/x.png' alt='](javascript:alert(1))'>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='https://a.test' title='](javascript:alert(1))[x'></iframe>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    # T18: parsers that disagree
    "<svg></p><style><a title='</style><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><p title='</title><img src=x onerror=alert(1)>'></title>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<iframe><img src=x onerror=alert(1)></iframe>",
    # Markdown in what HTML only says
    "<p>[x](javascript:alert(1))</p>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "<p>![x](javascript:alert(1))</p>",
    "<p>&amp;lt;script&amp;gt;</p>",
    "<p>&lt;!-- x --&gt;&lt;svg/onload=alert(1)&gt;</p>",
    "<pre>```\n&lt;script&gt;alert(1)&lt;/script&gt;</pre>",
    "<pre>`````\n```\n&lt;script&gt;</pre>",
    "<code>`&lt;script&gt;alert(1)&lt;/script&gt;`</code>",
    "<details><summary>&lt;script&gt;alert(1)&lt;/script&gt;</summary><p>x</p></details>",
    "<table><tr><td>|&lt;script&gt;</td><td>| x |</td></tr></table>",
    "<p>[x]: javascript:alert(1)</p><p>[x]</p>",
    "<p>&lt;javascript:alert(1)&gt;</p>",
    "<h2>&lt;img src=x onerror=alert(1)&gt;</h2>",
    "<ul><li>&lt;script&gt;alert(1)&lt;/script&gt;</li></ul>",
]

PATHOLOGICAL = {
    "open divs": "<div>" * 400_000,
    "lists": "<ul><li>" * 200_000,
    "bold": "<b>" * 600_000,
    "links": "<a href=x>" * 150_000,
    "tables": "<table>" * 200_000,
    "cells": "<table><tr>" + "<td>" * 400_000,
    "rows of a wide table": "<table><tr>" + "<td>x" * 2_000 + "<tr><td>y" * 100_000,
    "paragraphs": "<p>" * 600_000,
    "formatting over paragraphs": "<i><p>" * 300_000,
    "comments": "<!--" * 400_000,
    "open tags": "<" * 1_900_000,
    "attributes": "<a " + "b=c " * 400_000 + ">",
    "entities": "&" * 1_900_000,
    "breaks": "<br>" * 400_000,
    "stars": "<p>" + "*a **b " * 250_000,
    "backticks": "<code>" + "`" * 900_000,
    "nested lists that close": "<ul><li>" * 450 + "</li></ul>" * 450,
    "scripts": "<script>" * 200_000,
    "images": "<img src=data:x>" * 100_000,
}


def markdown_from(html: str) -> str:
    return convert(html, lambda _: "").markdown


def test_html_becomes_the_markdown_an_author_would_write() -> None:
    html = """
      <h1>Connect a bank</h1>
      <p style="margin:0">Open <strong>Settings </strong>and choose <a href="https://a.test/x"><b>Banks</b></a>.<br><br>Then
         wait.</p>
      <ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>
      <ol start="3"><li>Three</li></ol>
      <div class="callout-yellow"><p>Mind this.</p></div>
      <pre><code>a = 1
  b</code></pre>
      <table><thead><tr><th>Bank</th><th>Days</th></tr></thead><tbody><tr><td>North<br>South</td><td>1|2</td></tr></tbody></table>
      <dl><dt>IBAN</dt><dd>A number.</dd></dl>
      <details><summary>More</summary><p>Inside.</p></details>
      <figure><img src="https://a.test/p.png" alt="A picture"><figcaption>Its caption</figcaption></figure>
      <iframe src="https://www.youtube.com/embed/abc123" title="How it works"></iframe>
    """
    assert markdown_from(html).split("\n\n") == [
        "## Connect a bank",
        "Open **Settings** and choose [**Banks**](https://a.test/x).",
        "Then wait.",
        "- One\n  - Inner\n- Two",
        "3. Three",
        "> Mind this.",
        "```\na = 1\n  b\n```",
        "| Bank | Days |\n| --- | --- |\n| North<br>South | 1\\|2 |",
        "**IBAN**",
        "A number.",
        "<details><summary>More</summary>",
        "Inside.",
        "</details>",
        "![A picture](https://a.test/p.png)",
        "*Its caption*",
        "[How it works](https://www.youtube.com/watch?v=abc123)\n",
    ]


@pytest.mark.parametrize(
    ("html", "losses"),
    [
        ("<p style='x'>a</p><p style='y'>b</p>", {Loss.STYLE: 2}),
        ("<script>a</script><style>b</style>c", {Loss.SCRIPT: 1, Loss.STYLE_SHEET: 1}),
        ("<iframe src='https://a.test/x'></iframe>", {Loss.FRAME: 1}),
        (
            "<video><source src='https://a.test/x.mp4'></video><audio src='https://a.test/y.mp3'></audio>",
            {Loss.VIDEO: 2},
        ),
        ("<iframe></iframe>", {Loss.UNNAMED_EMBEDDING: 1}),
        ("<svg><path/></svg><canvas></canvas><math><mi>x</mi></math>", {Loss.DRAWING: 2, Loss.FORMULA: 1}),
        ("<form><input><button>Go</button><select><option>x</select></form>", {Loss.FORM: 3}),
        ("<img alt='x'>", {Loss.IMAGE: 1}),
        ("<a href='javascript:x'>a</a><a href='tel:+358'>b</a>", {Loss.LINK: 2}),
        ("<u>a</u><mark>b</mark>H<sub>2</sub>O", {Loss.MARK: 2, Loss.SCRIPTED: 1}),
        ("<table><tr><th colspan=2>a<tr><td>b<td rowspan=3>c</table>", {Loss.MERGED_CELL: 2}),
        ("<table><tr><td>a<td>b</table>", {Loss.TABLE_HEAD: 1}),
        ("<table><tr><th>a<th><table><tr><th>b</table></table>", {Loss.NESTED_TABLE: 1}),
        ("<section class='private-note'>secret</section>", {Loss.PRIVATE_NOTE: 1}),
        ("<p>a <b>b</b></p><ul><li>c</li></ul>", {}),
    ],
)
def test_html_that_is_lost_is_counted_by_its_kind(html: str, losses: dict[Loss, int]) -> None:
    assert dict(convert(html, lambda _: "").losses) == losses


def test_html_links_within_the_article_lead_to_its_headings() -> None:
    html = """<p><a href="#h_01">one</a> <a href="#two">two</a> <a href="#gone">gone</a></p>
      <h2 id="h_01">First steps</h2><p>a</p><h3><a name="two"></a>Second: more</h3><h2>First steps</h2>"""
    sections = draw(blocks_of(markdown_from(html))).sections
    assert markdown_from(html).startswith(
        f"[one](#{sections[0].id}) [two](#{sections[1].id}) [gone](#gone)\n\n## First steps\n\n"
    )


def test_html_losses_are_listed_in_a_line() -> None:
    assert listed(convert("<p style=x>a<script></script></p>", str).losses) == "1 inline styles, 1 scripts"


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<div><blockquote>{}</blockquote></div>",
        "<ul><li>x{}</li></ul>",
        "<a href='https://a.test'>x{}</a>",
        "<table><tr><th>x{}</th><td>y</td></tr></table>",
        "<details><summary>x</summary>{}</details>",
        "<h2>x{}</h2>",
        "<b>x{}</b>",
    ],
)
def test_html_of_a_private_note_reaches_no_reader(around: str) -> None:
    note = "<section class='callout private-note'><p>secret</p></section>"
    converted = convert(f"<p>a</p>{around.format(note)}", str)
    assert "secret" not in converted.markdown
    assert converted.losses[Loss.PRIVATE_NOTE] == 1


def test_html_lists_that_stand_apart_stay_apart() -> None:
    blocks = blocks_of(markdown_from("<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol>"))
    assert [(block["tag"], len(block["children"])) for block in blocks if isinstance(block, dict)] == [
        ("ul", 1),
        ("ul", 1),
        ("ol", 1),
    ]


@pytest.mark.parametrize("title", ["Notes in C #", "Notes ## ###", "#", "C#"])
def test_headings_that_end_in_number_signs_keep_them(title: str) -> None:
    blocks, _ = blocks_of_html(parse(f"<h2>{title}</h2>").children)
    assert blocks_of(markdown_of(blocks)) == [{"tag": "h2", "children": [title]}]


def test_html_that_is_left_open_is_read_as_browsers_do() -> None:
    assert markdown_from("<ul><li>a<li>b</ul><p>c<p>d<div>e") == "- a\n- b\n\nc\n\nd\n\ne\n"


@pytest.mark.parametrize("html", [*MARKUP, *MORE_HOSTILE])
def test_hostile_html_leaves_only_allow_listed_blocks(html: str) -> None:
    assert_harmless(blocks_of(markdown_from(html)))


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_html_takes_bounded_time(name: str) -> None:
    started = time.thread_time()
    with contextlib.suppress(HtmlRefused):
        markdown_from(PATHOLOGICAL[name][:LARGEST])
    assert time.thread_time() - started < 5


def test_html_that_is_too_large_or_too_deep_is_refused() -> None:
    with pytest.raises(HtmlRefused, match="500000 characters"):
        parse("x" * 500_001)
    with pytest.raises(HtmlRefused, match="500 deep"):
        parse("<div>" * 501)
    assert parse("<div>x</div>" * 2_000 + "<p>" * 2_000 + "<br>" * 2_000).children


TEXTS = st.text(alphabet="ab1 .#*_-+>|`!~[]()\\&;=\n<é登:", min_size=1, max_size=8).map(escape)


def within(tags: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(st.sampled_from(tags), st.lists(inner, max_size=3))
    return pairs.map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>")


INLINE = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        within(["b", "em", "s", "code", "span", "u"], inner),
        st.lists(inner, max_size=3).map(lambda each: f"<a href='https://a.test/x?y=1&amp;z_(2)'>{''.join(each)}</a>"),
        st.just("<br>"),
        st.just("<img src='https://a.test/i.png' alt='x]y'>"),
    ),
    max_leaves=6,
)
LINES = st.lists(INLINE, max_size=4).map("".join)
ROWS = st.lists(LINES, min_size=1, max_size=3).map(lambda row: "".join(f"<td>{cell}</td>" for cell in row))
TABLES = st.lists(ROWS, min_size=1, max_size=3).map(
    lambda rows: f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
)
BLOCKS = st.recursive(
    LINES.map(lambda line: f"<p>{line}</p>"),
    lambda inner: st.one_of(
        within(["blockquote", "div", "details", "li"], inner),
        within(["ul", "ol"], st.one_of(inner, LINES).map(lambda item: f"<li>{item}</li>")),
        TABLES,
        LINES.map(lambda line: f"<h2>{line}</h2>"),
        TEXTS.map(lambda text: f"<pre>{text}</pre>"),
        st.just("<hr>"),
        LINES,
    ),
    max_leaves=8,
)
PARTED = ("br", "p", "ul", "ol", "table", "hr", "blockquote", "pre", "h2", "details")


@settings(max_examples=300)
@given(st.lists(BLOCKS, max_size=4).map("".join))
def test_markdown_from_html_reads_as_what_the_html_said(html: str) -> None:
    blocks, _ = blocks_of_html(parse(html).children)
    assert as_drawn(blocks_of(markdown_of(blocks))) == as_drawn(blocks)


def as_drawn(nodes: list[Any]) -> list[Any]:
    """The tree without what nobody sees: white space at the ends of lines, how tight a list is."""
    return collapsed(tight(collapsed(nodes)))


def collapsed(nodes: list[Any], *, is_code: bool = False) -> list[Any]:
    joined: list[Any] = []
    for node in nodes:
        if isinstance(node, str):
            text = node if is_code else re.sub(r"\s+", " ", node)
            if joined and isinstance(joined[-1], str):
                joined[-1] += text if is_code or not (joined[-1].endswith(" ") and text.startswith(" ")) else text[1:]
            else:
                joined.append(text)
            continue
        inner = collapsed(node.get("children", []), is_code=is_code or node["tag"] == "pre")
        joined.append({**node, "children": inner})
    return joined if is_code else [node for node in trimmed(joined) if node]


def trimmed(nodes: list[Any]) -> list[Any]:
    result = []
    for index, node in enumerate(nodes):
        if isinstance(node, str):
            node = node.lstrip() if index == 0 or tag_of(nodes[index - 1]) in PARTED else node
            node = node.rstrip() if index == len(nodes) - 1 or tag_of(nodes[index + 1]) in PARTED else node
        result.append(node)
    return result


def tight(nodes: list[Any]) -> list[Any]:
    result = []
    for node in nodes:
        if isinstance(node, dict) and "children" in node:
            children = tight(node["children"])
            node = {**node, "children": without_paragraphs(children) if node["tag"] == "li" else children}
        result.append(node)
    return result


def without_paragraphs(children: list[Any]) -> list[Any]:
    """An item's words and their paragraph look alike; where two paragraphs meet, a mark stays between them."""
    flat: list[Any] = []
    for index, child in enumerate(children):
        if tag_of(child) != "p":
            flat.append(child)
            continue
        flat += child["children"]
        if index < len(children) - 1 and tag_of(children[index + 1]) not in PARTED[2:]:
            flat.append({"tag": "paragraph ends"})
    return flat


def tag_of(node: Any) -> str:
    return "" if isinstance(node, str) else str(node["tag"])
