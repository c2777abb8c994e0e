"""Markdown from anybody: whatever it holds, nothing but allow-listed nodes comes out, and in bounded time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import StateInline

from onboarding.content import markdown
from onboarding.content.blocks import plain_text, to_html
from onboarding.content.markdown import blocks_of
from tests.hostile.articles import MARKUP, PATHOLOGICAL
from tests.hostile.harmless import assert_harmless, nodes_of


@pytest.mark.parametrize("text", MARKUP)
def test_hostile_markdown_leaves_no_active_markup(text: str) -> None:
    assert_harmless(blocks_of(text))
    assert_harmless(blocks_of(f"before {text} after"))
    assert_harmless(blocks_of(f"- x\n\n  {text}\n\n| {text} |\n|---|\n| {text} |"))
    assert_harmless(blocks_of(f"<div>\n\n{text}\n\n<p>{text}</p>"))


@given(st.lists(st.sampled_from([*MARKUP, "<", ">", '"', "'", "\n\n", "`", "](", "<!--", "&"]), max_size=6))
def test_hostile_markdown_joined_leaves_no_active_markup(parts: list[str]) -> None:
    assert_harmless(blocks_of("".join(parts)))


def test_hostile_corpus_is_large_enough() -> None:
    assert len(set(MARKUP)) >= 60
    assert len(PATHOLOGICAL) >= 14


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
    monkeypatch.setattr(markdown, "MOST_MARKS", len(text))
    assert_harmless(blocks_of(text))
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


def test_space_between_words_stays_beside_a_line_break() -> None:
    [paragraph] = blocks_of("**a** *b*  \n**c** *d*")
    assert isinstance(paragraph, dict)
    assert [" " if child == " " else child["tag"] for child in paragraph["children"] if child != "\n"] == [
        *("strong", " ", "em", "br"),
        *("strong", " ", "em"),
    ]


def test_cells_of_a_row_do_not_run_together_in_plain_text() -> None:
    table = "| Plan | Price | |\n|-|-|-|\n| **Free** | 0 | x<br>y |\n| | 9 | |"
    assert plain_text(blocks_of(f"Before\n\n{table}\n\nAfter")) == "Before\nPlan, Price\nFree, 0, x y\n9\nAfter"
