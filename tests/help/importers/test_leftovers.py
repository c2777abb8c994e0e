"""Leftovers of the generator a text was written for never reach a reader."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.help.importers.markdown import code, leftovers
from onboarding.help.importers.markdown.leftovers import clean
from onboarding.help.importers.markdown.raw_html import straighten


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{: .help-list}\n\n* one\n", "\n* one\n"),
        ('[a](b){:class="x"} c\n', "[a](b) c\n"),
        ("one {% include x.html %} two\n", "one  two\n"),
        ("one\n  {%\n    include x\n    y='z'\n  %}\ntwo\n", "one\ntwo\n"),
        ('<img src="{{ site.baseurl }}/a.png">\n', '<img src="/a.png">\n'),
        ("{% capture x %}\nkept\n{% endcapture %}\n{% include alert content=x %}\n", "kept\n"),
        ("never {{ closed\nnext line\n", "never \nnext line\n"),
        ("{% a %}{% b %}{{ c }}\n", ""),
    ],
)
def test_clean_takes_leftovers_out(text: str, wanted: str) -> None:
    assert clean(text, {}).text == wanted


@pytest.mark.parametrize(
    "text",
    ["`{{ name }}`\n", "a ``{% x %} ` `` b\n", "```\n{: .class }\n{{ name }}\n```\n", "~~~ liquid\n{% raw %}\n~~~\n"],
)
def test_clean_leaves_code_alone(text: str) -> None:
    cleaned = clean(text, {})
    assert cleaned.text == text
    assert (cleaned.tags, cleaned.attribute_lists) == ([], 0)


def test_clean_reports_tags_with_their_lines_and_counts_attribute_lists() -> None:
    cleaned = clean("one\n\n{: .a}\n`{{ code }}`\n{% if x\n %}\n{{ y }} {{ z }}{: .b}\n", {})
    assert [(tag.line, tag.source) for tag in cleaned.tags] == [(5, "{% if x %}"), (7, "{{ y }}"), (7, "{{ z }}")]
    assert cleaned.attribute_lists == 2


def test_clean_draws_the_list_a_tag_names() -> None:
    cleaned = clean(
        "You need:\n{% include list.html items=page.things size='md' %}\n\nThen go.\n", {"things": ["**a**", "b"]}
    )
    assert cleaned.text == "You need:\n\n\n<!-- -->\n\n- **a**\n- b\n\n\n\nThen go.\n"
    assert cleaned.tags[0].drawn_list == "things"


def test_clean_keeps_nothing_of_a_tag_whose_list_is_unknown() -> None:
    cleaned = clean("{% include list.html items=page.others %}\n", {"things": ["a"]})
    assert (cleaned.text, cleaned.tags[0].drawn_list) == ("", None)


@given(st.text(alphabet="{}%:`~ab\n ", max_size=60))
def test_clean_leaves_no_tag_outside_of_code(text: str) -> None:
    cleaned = clean(text, {})
    for part in code.parts_of(cleaned.text):
        assert part.is_code or not leftovers.OPENING.search(part.text)


@given(st.text(alphabet="`~ab\n \u2028", max_size=80))
def test_parts_of_a_text_joined_are_the_text(text: str) -> None:
    assert "".join(part.text for part in code.parts_of(text)) == text


@pytest.mark.parametrize("piece", ["{{", "{%\n", "{{ %} ", "{% }} \n", "{{\n\n", "{:", "`{{", "{{ x %}\n{% y }}\n"])
def test_clean_looks_at_each_character_a_bounded_number_of_times(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = 0

    class Counted(leftovers._TagEnds):
        def _find(self, wanted: str, start: int, limit: int) -> int:
            nonlocal searched
            found = super()._find(wanted, start, limit)
            searched += found - start
            return found

    monkeypatch.setattr(leftovers, "_TagEnds", Counted)
    text = piece * 2_000
    clean(text, {})
    assert searched <= 3 * len(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<div>\n    <p>one</p>\n\n    <p>two</p>\n</div>\n", "<div>\n<p>one</p>\n\n<p>two</p>\n</div>\n"),
        ("text\n\n    <p>code</p>\n", "text\n\n    <p>code</p>\n"),
        ("<div>\n```\n    <p>code</p>\n```\n</div>\n", "<div>\n```\n    <p>code</p>\n```\n</div>\n"),
        ("<br>\n\nText ends the HTML\n\n    <p>code</p>\n", "<br>\n\nText ends the HTML\n\n    <p>code</p>\n"),
        ("<details>\n\n- a\n    - b\n\n</details>\n", "<details>\n\n- a\n    - b\n\n</details>\n"),
    ],
)
def test_straighten_takes_indentation_from_html_alone(text: str, wanted: str) -> None:
    assert straighten(text) == wanted


def test_fences_close_only_with_as_many_marks() -> None:
    parts: Any = [(part.text, part.is_code) for part in code.parts_of("````\n```\n{{ x }}\n````\ny\n")]
    assert parts == [("````\n```\n{{ x }}\n````\n", True), ("y\n", False)]


@pytest.mark.parametrize(
    "piece", ["x", " ", "\n", "`", "` ", "{", "{:", "{% ", "{% %}", "    <div>\n", "# ", "~~~\n", "{% page."]
)
def test_half_a_million_characters_come_through(piece: str) -> None:
    """Whatever looked at a text once per character of it would take hours here, not a second."""
    text = piece * (500_000 // len(piece))
    assert len(straighten(clean(text, {"x": ["a"]}).text)) <= len(text)
