"""The YAML head of a Markdown file."""

from __future__ import annotations

import pytest

from onboarding.help.importers.markdown.article_head import read_head
from onboarding.help.importers.markdown.front_matter import FrontMatter, FrontMatterError, split


def head_of(text: str) -> FrontMatter:
    front = split(text)
    assert front is not None
    return front


def test_split_gives_values_body_and_their_lines() -> None:
    front = head_of("---\ntitle: A\norder: 2\n---\n\nBody\n")
    assert front.values == {"title": "A", "order": 2}
    assert (front.line("title"), front.line("order"), front.body_line) == (2, 3, 5)
    assert front.body == "\nBody\n"


@pytest.mark.parametrize("text", ["", "# Heading\n", "text\n---\ntitle: A\n---\n", " ---\ntitle: A\n---\n"])
def test_split_sees_no_head_where_there_is_none(text: str) -> None:
    assert split(text) is None


def test_split_takes_an_empty_head_and_a_byte_order_mark() -> None:
    assert head_of("\ufeff---\n---\nBody").body == "Body"


def test_split_leaves_rules_in_the_body_alone() -> None:
    assert head_of("---\ntitle: A\n---\none\n\n---\n\ntwo").body == "one\n\n---\n\ntwo"


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("---\ntitle: A\n", 1, "not closed"),
        ("---\ntitle: A\ntitle: B\n---\n", 3, "'title' stands twice"),
        ("---\ntitle: [\n---\n", 3, "not YAML"),
        ("---\n- title\n---\n", 2, "key: value"),
        ("---\na: &a [x]\nb: [*a, *a]\n---\n", 3, "aliases cannot be used"),
        ('---\ntitle: "a\\0b"\n---\n', 2, "cannot hold NUL"),
        ('---\nkeywords: ["\\ud800"]\n---\n', 2, "half a surrogate pair"),
        ("---\nok: 1\norder: .nan\n---\n", 3, "a number is finite"),
        ("---\norder: .inf\n---\n", 2, "a number is finite"),
        ("---\ntitle: a\x07b\n---\n", 2, "the character U+0007 cannot be used"),
        ("---\ntitle: !!binary aGk=\n---\n", 2, "tags (!…) cannot be used here"),
        ("---\na: " + "[" * 65 + "]" * 65 + "\n---\n", 2, "64 deep in each other"),
    ],
)
def test_split_says_where_a_head_is_wrong(text: str, line: int, detail: str) -> None:
    with pytest.raises(FrontMatterError) as raised:
        split(text)
    assert raised.value.line == line
    assert detail in raised.value.detail


def test_split_takes_keys_and_dates_for_the_texts_that_stand_there() -> None:
    assert head_of("---\nday: 2026-02-31\nno: a\na/b: c\n---\n").values == {"day": "2026-02-31", "no": "a", "a/b": "c"}


def test_head_understands_both_spellings_of_keywords() -> None:
    as_list = read_head(head_of("---\nkeywords: [bank feed, sync]\n---\n")).keywords
    as_text = read_head(head_of("---\nkeywords: bank feed, sync\n---\n")).keywords
    in_chinese = read_head(head_of("---\nkeywords: 全球入境、nexus，tsa\n---\n")).keywords
    assert as_list == as_text == ("bank feed", "sync")
    assert in_chinese == ("全球入境", "nexus", "tsa")


def test_head_names_unknown_keys_and_keeps_their_lists_for_templates() -> None:
    head = read_head(head_of("---\ntitle: A\nmeta_title: B\ndo_list: [one, two]\nlayout: help\n---\n"))
    assert head.unknown == ("meta_title", "do_list")
    assert head.lists == {"do_list": ("one", "two")}


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("title: [a]", "title must be a text"),
        ("title: ''", "title must be a text"),
        ("order: first", "order must be a number"),
        ("order: true", "order must be a number"),
        ("order: 1e30", "order must be a number"),
        ("collection: a//b", "collection must be slugs joined by /"),
        ("collection: a b", "collection must be slugs joined by /"),
        (f"permalink: /{'x' * 600}", "permalink must be a text"),
        (f"redirect_from: [/{'x' * 600}]", "redirect_from must be a list of texts"),
        ("draft: 'no'", "draft must be true or false"),
        ("redirect_from: {a: b}", "redirect_from must be a list of texts"),
        ("suggest_on: billing", "suggest_on a URL pattern starts with"),
        ("locale: english", "locale 'english' is not a language tag"),
        ("audience: everybody", "audience /: neither everyone nor known, nor a rule such as {trait: plan, is: pro}"),
        ("audience: {any: []}", "audience /any: an empty group never matches"),
    ],
)
def test_head_says_which_value_cannot_be_used(line: str, detail: str) -> None:
    with pytest.raises(FrontMatterError) as raised:
        read_head(head_of(f"---\nslug: x\n{line}\n---\n"))
    assert raised.value.line == 3
    assert detail in raised.value.detail


@pytest.mark.parametrize(
    ("head", "draft"), [("draft: true", True), ("published: false", True), ("draft: false", False)]
)
def test_head_knows_drafts_by_either_word(head: str, draft: bool) -> None:
    assert read_head(head_of(f"---\n{head}\n---\n")).draft is draft
