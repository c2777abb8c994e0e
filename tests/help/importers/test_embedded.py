"""HTML in Markdown that readers do not get to see: links for what is embedded, and a count of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.content.blocks import Blocks
from onboarding.content.markdown import blocks_of
from onboarding.help.importers.html_markdown.losses import listed
from onboarding.help.importers.markdown.embedded import linked


def links_in(nodes: Blocks) -> list[tuple[Any, Any]]:
    """Address and text of every link of a tree."""
    found: list[tuple[Any, Any]] = []
    for node in nodes:
        if isinstance(node, dict):
            children = node.get("children", [])
            found += [(node.get("href"), children)] if node["tag"] == "a" else links_in(children)
    return found


@pytest.mark.parametrize(
    ("html", "address", "title"),
    [
        ('<iframe src="https://a.test/b?c=1&amp;d=2"></iframe>', "https://a.test/b?c=1&d=2", "a.test"),
        ('<IFRAME SRC="//a.test/b"/>', "https://a.test/b", "a.test"),
        ("<iframe src='https://a.test/b'>", "https://a.test/b", "a.test"),
        (
            '<iframe\n  src="https://www.youtube.com/embed/x1"\n  title="How <it> goes"></iframe>',
            *("https://www.youtube.com/watch?v=x1", "How <it> goes"),
        ),
        ('<video controls><source src="https://a.test/b.mp4">Old?</video>', "https://a.test/b.mp4", "a.test"),
        ('<object data="https://a.test/b"><p>Old?</p></object>', "https://a.test/b", "a.test"),
        ('<embed src="https://a.test/b">', "https://a.test/b", "a.test"),
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "Look: {} there.", "- one\n\n  {}\n", "<div>\n{}\n</div>\n", "# A\n\n{}\n\nB\n"]
)
def test_embedded_thing_becomes_a_link_wherever_it_stands(html: str, address: str, title: str, around: str) -> None:
    markdown, losses = linked(around.format(html))
    assert links_in(blocks_of(markdown)) == [(address, [title])]
    assert losses.total() == 1
    assert "now links" in listed(losses)


@pytest.mark.parametrize(
    "markdown",
    [
        '`<iframe src="https://a.test">`\n',
        '```html\n<iframe src="https://a.test"></iframe>\n```\n',
        '<!-- <iframe src="https://a.test"></iframe> -->\n',
        "<iframes> <https://a.test/video> 1 < 2 <b>x</b>\n",
    ],
)
def test_code_comments_and_what_readers_see_are_left_alone(markdown: str) -> None:
    assert linked(markdown) == (markdown, {})


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("<script>var a = '<iframe src=\"https://a.test\"></iframe>';</script>\n", "1 scripts"),
        (
            "H<sub>2</sub>O <u>now</u> <input>\n",
            "1 form fields and buttons, 1 raised or lowered characters, 1 underlined",
        ),
        (
            '<svg><style>x</style></svg> <iframe src="about:blank"></iframe>\n',
            "1 drawings in the text (svg, canvas), 1 emb",
        ),
    ],
)
def test_what_is_lost_is_counted(markdown: str, wanted: str) -> None:
    assert listed(linked(markdown)[1]).replace("embedded things", "emb").startswith(wanted)


PIECES = [
    "<iframe",
    "<video>",
    "</video>",
    ' src="https://a.test/b"',
    ">",
    '"',
    "<!--",
    "-->",
    "<script>",
    "`",
    "\n\n",
    "a",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_linking_again_changes_nothing(markdown: str) -> None:
    once, _ = linked(markdown)
    assert linked(once)[0] == once
