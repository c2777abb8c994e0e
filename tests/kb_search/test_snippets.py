"""Which stretch of an article is shown, and what is marked in it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kb_search import Fragment
from kb_search.analysis import analyser_for
from kb_search.answering.snippets import LETTERS, Passage

FILLER = "Nothing of interest stands here at all. " * 20


def passage(text: str, locale: str = "en") -> Passage:
    return Passage.read(text, analyser_for(locale))


def weights(*words: str, locale: str = "en") -> dict[str, float]:
    return {analyser_for(locale).term(word): 1.0 for word in words}


def text_of(fragments: tuple[Fragment, ...]) -> str:
    return "".join(fragment.text for fragment in fragments)


def test_highlighted_keeps_every_letter() -> None:
    fragments = passage("Invoices: send, or re-send them").highlighted(weights("send", "invoice"))

    assert text_of(fragments) == "Invoices: send, or re-send them"
    assert [fragment.text for fragment in fragments if fragment.match] == ["Invoices", "send", "send"]


def test_highlighted_joins_overlapping_pairs() -> None:
    fragments = passage("重置密码吧", "zh").highlighted(weights("重置", "置密", "密码", locale="zh"))

    assert fragments == (Fragment("重置密码", match=True), Fragment("吧"))


def test_snippet_of_a_short_text_is_the_text() -> None:
    assert passage("One line.").snippet({}) == (Fragment("One line."),)
    assert passage("").snippet({}) == ()


def test_snippet_without_a_match_is_the_beginning() -> None:
    snippet = passage(FILLER).snippet(weights("zebra"))

    assert len(snippet) == 1
    assert snippet[0].text.startswith("Nothing of interest")
    assert snippet[0].text.endswith(" …")


def test_snippet_shows_the_match_with_a_little_before_it() -> None:
    snippet = passage(FILLER + "Then a zebra appears. " + FILLER).snippet(weights("zebra"))

    assert Fragment("zebra", match=True) in snippet
    assert text_of(snippet).startswith("… ")
    assert "Then a zebra appears." in text_of(snippet)


def test_snippet_prefers_where_most_words_meet() -> None:
    text = "A zebra alone. " + FILLER + "A zebra and a giraffe. " + FILLER + "A giraffe and a zebra."

    snippet = passage(text).snippet(weights("zebra", "giraffe"))

    assert "A zebra and a giraffe" in text_of(snippet)


def test_snippet_prefers_the_rarer_word() -> None:
    text = "Common. " + FILLER + "Rare. " + FILLER

    snippet = passage(text).snippet({**weights("common"), analyser_for("en").term("rare"): 5.0})

    assert [fragment.text for fragment in snippet if fragment.match] == ["Rare"]


def test_snippet_cuts_between_words() -> None:
    text = FILLER + "zebra " + FILLER

    shown = text_of(passage(text).snippet(weights("zebra"))).strip("… ")

    assert f" {shown} " in f" {text} "


@given(st.text("ab ć重c'\n", max_size=600), st.sets(st.sampled_from(["a", "b", "ab", "重", "重重"]), max_size=4))
def test_snippet_is_always_a_stretch_of_the_text(text: str, words: set[str]) -> None:
    fragments = passage(text).snippet(weights(*words))

    shown = text_of(fragments).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert len(shown) <= LETTERS
    assert all(fragment.text for fragment in fragments)
    assert all(one.match != next_one.match for one, next_one in pairwise(fragments))
